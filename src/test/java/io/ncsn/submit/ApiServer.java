package io.ncsn.submit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesAttributesExtractor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.server.mock.crud.KubernetesCrudDispatcherException;
import io.fabric8.kubernetes.client.server.mock.crud.PostHandler;
import io.fabric8.mockwebserver.Context;
import java.util.HashMap;
import java.util.List;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * An API server of Kubernetes that keeps what it is given and gives it back. Nobody acts on it: no
 * scheduler, no controller, no kubelet.
 */
final class ApiServer implements AutoCloseable {
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(), new MockWebServer(), new HashMap<>(), new Applying(), false);
  private final KubernetesClient client;

  ApiServer() {
    server.init();
    client = server.createClient();
  }

  /** As Spark's {@code --master}. */
  String master() {
    return "k8s://" + server.url("/");
  }

  /** The pods of a role ({@code driver}, {@code executor}), by which Spark labels them. */
  List<Pod> pods(String namespace, String role) {
    return client.pods().inNamespace(namespace).withLabel("spark-role", role).list().getItems();
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  /** Server-side apply, which Spark uses and this server lacks: of new objects. */
  private static final class Applying extends KubernetesCrudDispatcher {
    @Override
    public MockResponse handlePatch(RecordedRequest request) {
      if (request.getRequestUrl().queryParameter("fieldManager") == null) {
        return super.handlePatch(request);
      }
      String collection = request.getPath().replaceFirst("/[^/]*$", "");
      try {
        return new PostHandler(new KubernetesAttributesExtractor(), this)
            .handle(collection, "application/json", request.getBody().readUtf8());
      } catch (KubernetesCrudDispatcherException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
