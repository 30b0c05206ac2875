package io.ncsn.cli;

import java.io.IOException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Logs a user in whom the operating system has no name for, as containers may have. Hadoop's own
 * login fails for such a user, and Spark asks for it before it starts a program: so {@code
 * submit/surroundings} hands this class to the JVM as an agent, which runs first.
 */
public final class NamelessUser {
  private NamelessUser() {}

  /**
   * Logs in under the name that the launcher chose, {@code user.name}; not where Kerberos says who
   * one is.
   */
  public static void premain(String unused) throws IOException {
    if (!UserGroupInformation.isSecurityEnabled()) {
      UserGroupInformation.setLoginUser(
          UserGroupInformation.createRemoteUser(System.getProperty("user.name")));
    }
  }
}
