package io.ncsn.data.read;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.TypeDescription;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.types.StructType;

/** Reads the columns of an ORC file, one by one: Spark takes all of them or none. */
final class OrcFooter {
  private OrcFooter() {}

  static FileSchema read(Configuration hadoop, String file) throws IOException {
    StructType readable = new StructType();
    Map<String, String> unreadable = new LinkedHashMap<>();
    Set<String> empty = new HashSet<>();
    try (Reader reader = OrcFile.createReader(new Path(file), OrcFile.readerOptions(hadoop))) {
      List<String> names = reader.getSchema().getFieldNames();
      for (int i = 0; i < names.size(); i++) {
        TypeDescription type = reader.getSchema().getChildren().get(i);
        try {
          TypeDescription one = TypeDescription.createStruct().addField(names.get(i), type.clone());
          for (var field : OrcUtils.toCatalystSchema(one).fields()) {
            readable = readable.add(field);
          }
        } catch (Exception noTypeOfSparks) { // Scala throws checked exceptions undeclared
          unreadable.put(names.get(i), type.toString());
        }
        if (reader.getNumberOfRows() > 0
            && reader.getStatistics()[type.getId()].getNumberOfValues() == 0) {
          empty.add(names.get(i));
        }
      }
    }
    return new FileSchema(file, readable, unreadable, empty, Set.of());
  }
}
