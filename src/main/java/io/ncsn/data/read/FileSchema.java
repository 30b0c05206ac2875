package io.ncsn.data.read;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of one Parquet or ORC file, as its footer tells them.
 *
 * @param file its path
 * @param readable the columns that Spark can read
 * @param unreadable the others, by name, and their types in words
 * @param empty names of the columns that hold nothing but null
 * @param unsigned names of the columns of unsigned integers
 */
record FileSchema(
    String file,
    StructType readable,
    Map<String, String> unreadable,
    Set<String> empty,
    Set<String> unsigned)
    implements Serializable {}
