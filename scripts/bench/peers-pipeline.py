# Loads one job by dlt's own REST source: `python peers-pipeline.py JOB URL FOLDER CONCURRENCY`. Prints the rows of each table.
import json
import os
import resource
import sys

job, url, folder, concurrency = sys.argv[1:]
os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"
os.environ["EXTRACT__WORKERS"] = concurrency
os.environ["EXTRACT__MAX_PARALLEL_ITEMS"] = concurrency
os.environ["NORMALIZE__WORKERS"] = str(os.cpu_count() or 1)
os.environ["NORMALIZE__DATA_WRITER__FILE_MAX_ITEMS"] = "100000"
os.environ["LOAD__WORKERS"] = str(os.cpu_count() or 1)
os.environ["DATA_WRITER__DISABLE_COMPRESSION"] = "true"

import dlt  # noqa: E402
from dlt.sources.rest_api import rest_api_source  # noqa: E402

replaced = {"write_disposition": "replace", "primary_key": "id"}
jobs = {
    "records": [
        {
            "name": "records",
            "endpoint": {
                "path": "r0",
                "data_selector": "data",
                "paginator": {"type": "json_link", "next_url_path": "next"},
            },
            **replaced,
        }
    ],
    "pages": [
        {
            "name": "records",
            "endpoint": {
                "path": "offset",
                "data_selector": "data",
                "paginator": {"type": "offset", "limit": 100, "total_path": "total"},
            },
            **replaced,
        }
    ],
    "children": [
        {
            "name": "parents",
            "endpoint": {"path": "parents", "data_selector": "data", "paginator": "single_page"},
            **replaced,
        },
        {
            "name": "children",
            "endpoint": {
                "path": "children/{resources.parents.id}",
                "data_selector": "data",
                "paginator": "single_page",
            },
            "parallelized": True,
            "write_disposition": "replace",
        },
    ],
}


def main() -> None:
    pipeline = dlt.pipeline(
        pipeline_name="peers",
        pipelines_dir=os.path.join(folder, "pipelines"),
        destination=dlt.destinations.duckdb(os.path.join(folder, "peers.duckdb")),
        dataset_name="raw_bench",
    )
    source = rest_api_source({"client": {"base_url": url}, "resources": jobs[job]})
    pipeline.run(source, loader_file_format="parquet" if has_parquet() else None)
    with pipeline.sql_client() as client:
        tables = [name for name in pipeline.default_schema.data_table_names()]
        rows = {name: client.execute_sql(f'SELECT count(*) FROM "{name}"')[0][0] for name in tables}
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"rows": rows, "peak_rss_bytes": peak * (1 if sys.platform == "darwin" else 1024)}))


def has_parquet() -> bool:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return False
    return True


# Its workers are processes that read this file once more.
if __name__ == "__main__":
    main()
