# An image with the pinned packages of requirements/run.txt and memlit. Built by .github/workflows/image.yml, not by the tests.
#
#   docker build -t memlit .
#   docker run --rm -v "$PWD:/review" memlit snakemake --cores 4

FROM python:3.13-slim

WORKDIR /memlit
COPY requirements/run.txt requirements/run.txt
RUN python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY docs/what-is-a-value.md docs/what-is-a-value.md
COPY profiles profiles
COPY workflow workflow
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation .

WORKDIR /review
CMD ["snakemake", "--cores", "4"]
