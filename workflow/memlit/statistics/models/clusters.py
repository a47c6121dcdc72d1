"""Linear models with the paper as cluster: the bias-reduced covariance CR2 and Satterthwaite degrees of freedom.

Bell and McCaffrey, Surv. Methodol. 2002, 28, 169; Pustejovsky and Tipton, J. Bus. Econ. Stat. 2018, 36, 672
(doi:10.1080/07350015.2016.1247004), as R's clubSandwich. statsmodels has no CR2 and no Satterthwaite.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray, Labels
from memlit.statistics.results import Coefficients

EIGENVALUE_FLOOR = 1e-12
# share of the sum of squares: residuals below it are rounding (1e-12 of the values)
PERFECT_FIT = 1e-24
# share of a coefficient's size or of its standard error below which its digits are rounding of the sums behind it
ROUNDING = 1e-12


def class_design(groups: Labels, reference: Hashable | None = None) -> tuple[FloatArray, tuple[str, ...]]:
    """Return a design (n, classes) of an intercept and one indicator per class except the reference, and its names.

    The reference is the first class in sorted order unless named.
    """
    if len(groups) == 0:
        raise NotEstimable("class_design", "no labels", "pass one label per value")
    names, codes = checks.encode(groups)
    if reference is None:
        reference = names[0]
    if reference not in names:
        raise NotEstimable("class_design", f"reference {reference} is not a class here", f"use one of {names}")
    others = [name for name in names if name != reference]
    columns = [np.ones(codes.size)] + [(codes == names.index(name)).astype(np.float64) for name in others]
    return np.column_stack(columns), ("intercept", *(str(name) for name in others))


def cluster_robust(
    y: ArrayLike,
    x: ArrayLike,
    *,
    papers: Labels,
    v: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    level: float = 0.95,
) -> Coefficients:
    """Fit y (n,) on the design x (n, p; give the column of ones yourself) with papers as clusters.

    v: working variances (weights 1/v; all equal without it); for a meta-regression pass sampling variance plus tau2.
    names: of the columns, x0, x1 and so on without it. p and ends are those of t with Satterthwaite degrees of freedom,
    which are unreliable below 4 (Tipton, Psychol. Methods 2015, 20, 375). Raises NotEstimable for fewer than two
    clusters, a rank-deficient design or a perfect fit.
    """
    where = "cluster_robust"
    values = checks.sample(y, where, minimum=2)
    design = checked_design(x, values.size, where)
    checks.same_length(where, y=values, papers=papers)
    checks.confidence(level, where)
    working = np.ones_like(values) if v is None else checks.sample(v, where, name="v")
    checks.same_length(where, y=values, v=working)
    if (working <= 0).any():
        raise NotEstimable(where, "a working variance is zero or negative", "pass positive variances")
    _, codes = checks.encode(papers)
    if codes.max() < 1:
        raise NotEstimable(where, "one cluster", "needs at least two papers")
    labels = tuple(f"x{column}" for column in range(design.shape[1])) if names is None else tuple(names)
    checks.same_length(where, names=labels, columns=design.T)
    return _fitted(values, design, working, codes, labels, level, where)


def _fitted(
    y: FloatArray,
    x: FloatArray,
    v: FloatArray,
    codes: IntArray,
    names: tuple[str, ...],
    level: float,
    where: str,
) -> Coefficients:
    from scipy import stats

    p, clusters = x.shape[1], int(codes.max()) + 1
    weighted = x / v[:, None]
    bread = np.linalg.inv(x.T @ weighted).astype(np.float64)
    beta = bread @ (weighted.T @ y)
    residual = y - x @ beta
    if float((residual**2).sum()) <= PERFECT_FIT * float((y**2).sum()):
        raise NotEstimable(where, "the model fits without residuals", "needs more values than the model has terms")
    scores, d = np.empty((clusters, p)), np.empty((clusters, p))
    a = np.empty((clusters, p, p))
    for cluster, rows in enumerate(_rows_of(codes, clusters)):
        # row p of `lever` turns the residuals of the cluster into its share of coefficient p
        lever = bread @ weighted[rows].T @ _adjustment(x[rows], v[rows], bread)
        scores[cluster] = lever @ residual[rows]
        a[cluster], d[cluster] = lever @ x[rows], lever**2 @ v[rows]
    variance = (scores**2).sum(axis=0)
    if (variance <= 0).any():
        raise NotEstimable(where, "a coefficient has no variance between clusters", "needs two papers in each class")
    laws = [stats.t(degrees) for degrees in _degrees_of_freedom(a, d, bread)]
    se = np.sqrt(variance)
    beta = sure_digits(beta, np.maximum(abs(beta), se))
    half = np.array([law.isf((1 - level) / 2) for law in laws]) * se
    low, high = (sure_digits(beta + sign * half, half) for sign in (-1, 1))
    return Coefficients(
        names=names,
        estimate=tuple(beta.tolist()),
        se=tuple(se.tolist()),
        df=tuple(float(law.args[0]) for law in laws),
        p=tuple(checks.probability(2 * law.sf(abs(t)), where) for law, t in zip(laws, beta / se, strict=True)),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
    )


def _rows_of(codes: IntArray, clusters: int) -> list[IntArray]:
    """The rows of each cluster."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, clusters)))


def _adjustment(x: FloatArray, v: FloatArray, bread: FloatArray) -> FloatArray:
    """The matrix of CR2 for the residuals of a cluster."""
    root = np.sqrt(v)
    middle = root[:, None] * (np.diag(v) - x @ bread @ x.T) * root[None, :]
    eigenvalues, vectors = np.linalg.eigh((middle + middle.T) / 2)
    keep = eigenvalues > EIGENVALUE_FLOOR * float(v.max()) ** 2
    inverse_root = (vectors[:, keep] / np.sqrt(eigenvalues[keep])) @ vectors[:, keep].T
    return np.asarray(root[:, None] * inverse_root * root[None, :])


def _degrees_of_freedom(a: FloatArray, d: FloatArray, bread: FloatArray) -> list[float]:
    """Satterthwaite's degrees of freedom of each coefficient: twice the squared trace over the variance of a quadratic
    form.

    The form of coefficient s has clusters as rows and columns: d_is where both are cluster i, less a_is B a_js' (B: the
    bread). So its sums need the few numbers a and d of each cluster, and never clusters times clusters.
    """
    own = np.einsum("isp,pq,isq->is", a, bread, a, optimize=True)
    traces = (d - own).sum(axis=0)
    near = (d * (d - own) - own * d).sum(axis=0)
    crossed = bread @ np.einsum("isp,isq->spq", a, a, optimize=True)
    far = np.einsum("spq,sqp->s", crossed, crossed)
    return list((traces**2 / (near + far)).tolist())


def sure_digits(values: FloatArray, sizes: FloatArray) -> FloatArray:
    """Values to the decimal place of ROUNDING times their size: further digits differ from processor to processor."""
    known = np.where(np.isfinite(sizes), sizes, 1.0)
    places = (-np.floor(np.log10(known * ROUNDING))).astype(int).tolist()
    return np.array([round(value, place) for value, place in zip(values.tolist(), places, strict=True)])


def checked_design(x: ArrayLike, n: int, where: str) -> FloatArray:
    """Return x as a finite design (n, p) of full column rank; raise NotEstimable otherwise."""
    design = checks.numbers(x, where, "the design")
    if design.ndim == 1:
        design = design[:, None]
    if design.ndim != 2 or design.shape[0] != n:
        raise NotEstimable(where, f"the design has shape {design.shape} for {n} values", "pass shape (n, p)")
    if not np.isfinite(design).all():
        raise NotEstimable(where, "the design has values that are not finite", "leave those rows out")
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise NotEstimable(where, "the design is rank deficient", "drop a column")
    return design
