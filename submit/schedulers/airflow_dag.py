"""A night of ncsn-spark in Airflow 2 with apache-airflow-providers-apache-spark.

Copy it to the DAGs' folder and replace the values in <angle brackets>. The connection names the cluster; its
worker needs Spark 3.5 and Java 17. A retry is the same command again: it goes on where it was stopped. Exit code 4
says that a quality gate is not met; then nothing is published, and a retry only measures again.
"""

from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

with DAG(
    dag_id="ncsn_people",
    schedule="30 2 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    SparkSubmitOperator(
        task_id="pipeline",
        conn_id="spark_default",
        application="<path-of>/ncsn-spark-assembly.jar",
        java_class="io.ncsn.cli.Main",
        application_args=[
            "pipeline",
            "--config",
            "<hdfs-or-s3a>/table.conf",
            "--set",
            "data.input=<table:lake.db.people>",
            "--set",
            "require.shape=<= 0.1",
            "--as-of",
            "{{ ds }}",
            "--output",
            "<hdfs-or-s3a>/people-{date}",
            "--publish",
            "<hdfs-or-s3a>/people",
        ],
        conf={
            "spark.executorEnv.OMP_NUM_THREADS": "1",
            "spark.executorEnv.OPENBLAS_NUM_THREADS": "1",
            "spark.executorEnv.GLIBC_TUNABLES": "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=4000000000:glibc.malloc.top_pad=268435456",
            "spark.driver.memory": "2g",
            "spark.executor.memory": "4g",
            "spark.executor.memoryOverhead": "2g",
        },
        verbose=False,
    )
