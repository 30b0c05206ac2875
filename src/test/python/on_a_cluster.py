"""A program for a cluster: python on_a_cluster.py MASTER FOLDER. A process has one Spark: the tests' own is local."""

import sys
from pathlib import Path

from conftest import estimator_of, holes_of, mixed_estimator_of, mixed_of, table_of

import ncsn

COUNT, SEED = 257, 7


def main(master: str, folder: str) -> None:
    spark = ncsn.session(
        {
            "spark.master": master,
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.executor.memory": "1g",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
        }
    )
    table = table_of(spark)
    try:
        estimator_of().fit(table)
    except ncsn.NcsnError as error:
        Path(folder, "refusal").write_text(str(error), encoding="utf-8")
    model = estimator_of().setWorkDir(folder).fit(table.repartition(3))
    model.write().save(f"{folder}/model")
    model.transform(table).write.parquet(f"{folder}/transformed")
    model.sample(COUNT, seed=SEED).write.parquet(f"{folder}/sampled")
    model.impute(holes_of(spark), seed=SEED).write.parquet(f"{folder}/imputed")
    mixed = mixed_estimator_of().setWorkDir(folder).fit(mixed_of(spark).repartition(3))
    mixed.write().save(f"{folder}/mixed/model")
    mixed.sample(COUNT, seed=SEED).write.parquet(f"{folder}/mixed/sampled")
    hosts = {info.host() for info in spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()}
    print(len(hosts), "hosts")


if __name__ == "__main__":
    main(*sys.argv[1:])
