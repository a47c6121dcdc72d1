"""Linear models with the paper as cluster: CR0 to CR3 covariances, Satterthwaite degrees of freedom, joint
HTZ test.

Bell and McCaffrey, Surv. Methodol. 2002, 28, 169; Pustejovsky and Tipton, J. Bus. Econ. Stat. 2018, 36, 672
(doi:10.1080/07350015.2016.1247004), as R's clubSandwich. PyMARE gives CR2 alone and statsmodels CR0, CR1S
and a scaled CR3 without Satterthwaite; one code for all kinds is compared with both in the tests.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from memlit.errors import NotEstimable
from memlit.statistics import checks
from memlit.statistics.checks import FloatArray, IntArray, Labels
from memlit.statistics.results import Coefficients

_KINDS = ("CR0", "CR1", "CR1S", "CR1p", "CR2", "CR3")
_REFERENCES = ("satterthwaite", "clusters", "clusters-p", "normal")
EIGENVALUE_FLOOR = 1e-12
# share of the sum of squares: residuals below it are rounding (1e-12 of the values)
PERFECT_FIT = 1e-24
# condition number beyond which the inverse keeps only about four digits
SINGULAR = 1e12
# share of a coefficient's size or of its standard error below which its digits are rounding of the sums behind it
ROUNDING = 1e-12
# Tipton, Psychol. Methods 2015, 20, 375: with fewer the t approximation is unreliable
RELIABLE_DF = 4


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
    kind: str = "CR2",
    reference: str = "satterthwaite",
    names: Sequence[str] | None = None,
    level: float = 0.95,
) -> Coefficients:
    """Fit y (n,) on the design x (n, p; give the column of ones yourself) with papers as clusters.

    v: working variances (weights 1/v; all equal without it). For a meta-regression pass sampling variance
    plus tau2. kind: CR0 (sandwich), CR1 (times J/(J-1)), CR1S (Stata: times J(n-1)/((J-1)(n-p))), CR1p
    (metafor's robust: times J/(J-p)), CR2 (bias-reduced) or CR3 (jackknife), J clusters. reference: t with
    Satterthwaite degrees of freedom, t with J - 1 (clusters), t with J - p (clusters-p; metafor's robust)
    or normal. The joint test of all columns that are not constant is the approximate Hotelling test HTZ
    (Tipton and Pustejovsky, J. Educ. Behav. Stat. 2015, 40, 604), None without a constant column. Raises
    NotEstimable for fewer than two clusters, a rank-deficient design, a perfect fit, or (CR3) a cluster
    whose removal leaves a coefficient without data.
    """
    where = "cluster_robust"
    values = checks.sample(y, where, minimum=2)
    design = checked_design(x, values.size, where)
    checks.same_length(where, y=values, papers=papers)
    kind = checks.choice(kind, _KINDS, where, "kind")
    reference = checks.choice(reference, _REFERENCES, where, "reference")
    checks.confidence(level, where)
    working = np.ones_like(values) if v is None else checks.sample(v, where, name="v")
    checks.same_length(where, y=values, v=working)
    if (working <= 0).any():
        raise NotEstimable(where, "a working variance is zero or negative", "pass positive variances")
    _, codes = checks.encode(papers)
    if codes.max() < 1:
        raise NotEstimable(where, "one cluster", "needs at least two papers")
    labels = column_names(names, design.shape[1], where)
    model = _Sandwich(values, design, working, codes, kind, where)
    return _inference(model, labels, kind, reference, level, where)


class _Forms:
    """The quadratic forms behind the variances of several coefficients, of which only sums are ever asked.

    The form of coefficients s and t has clusters as rows and columns: d_ist where both are cluster i, less a_is B a_jt'
    (B: the bread). So its sums need the few numbers a and d of each cluster, and never clusters times clusters.
    """

    def __init__(self, a: FloatArray, d: FloatArray, bread: FloatArray) -> None:
        """a: (clusters, coefficients, p); d: (clusters, coefficients, coefficients)."""
        self.a, self.d, self.bread = a, d, bread
        self.own = np.einsum("isp,pq,itq->ist", a, bread, a, optimize=True)
        self.crossed = np.einsum("isp,itq->stpq", a, a, optimize=True)

    @property
    def traces(self) -> FloatArray:
        """Of the form of each two coefficients."""
        return np.asarray((self.d - self.own).sum(axis=0))

    def products(self, first: tuple[int, int], second: tuple[int, int]) -> float:
        """Sum of the elementwise product of two forms."""
        (s, t), (u, w) = first, second
        d, own, bread = self.d, self.own, self.bread
        far = np.trace(bread @ self.crossed[t, w] @ bread.T @ self.crossed[u, s])
        near = d[:, s, t] * (d[:, u, w] - own[:, u, w]) - own[:, s, t] * d[:, u, w]
        return float(near.sum() + far)

    def rotated(self, root: FloatArray) -> "_Forms":
        """Of combinations of the coefficients, one a row of `root`."""
        return _Forms(
            np.einsum("st,itp->isp", root, self.a), np.einsum("st,itu,wu->isw", root, self.d, root), self.bread
        )

    def of(self, chosen: IntArray) -> "_Forms":
        """Of some of the coefficients."""
        return _Forms(self.a[:, chosen], self.d[:, chosen][:, :, chosen], self.bread)


class _Sandwich:
    """Estimate, covariance, and the quadratic forms that give its degrees of freedom."""

    def __init__(
        self,
        y: FloatArray,
        x: FloatArray,
        v: FloatArray,
        codes: IntArray,
        kind: str,
        where: str,
    ) -> None:
        n, p = x.shape
        clusters = int(codes.max()) + 1
        weighted = x / v[:, None]
        bread = np.linalg.inv(x.T @ weighted).astype(np.float64)
        self.beta = bread @ (weighted.T @ y)
        residual = y - x @ self.beta
        if float((residual**2).sum()) <= PERFECT_FIT * float((y**2).sum()):
            raise NotEstimable(where, "the model fits without residuals", "needs more values than the model has terms")
        factor = _scale(kind, clusters, n, p, where)
        scores = np.empty((clusters, p))
        a, d = np.empty((clusters, p, p)), np.empty((clusters, p, p))
        for cluster, rows in enumerate(_rows_of(codes, clusters)):
            adjust = _adjustment(kind, x[rows], weighted[rows], v[rows], bread, where)
            # row p of `lever` turns the residuals of the cluster into its share of coefficient p
            lever = factor * bread @ weighted[rows].T @ adjust
            scores[cluster] = lever @ residual[rows]
            a[cluster], d[cluster] = lever @ x[rows], lever * v[rows] @ lever.T
        self.covariance = scores.T @ scores
        self.clusters, self.n, self.x = clusters, n, x
        self.forms = _Forms(a, d, bread)


def _rows_of(codes: IntArray, clusters: int) -> list[IntArray]:
    """The rows of each cluster."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, clusters)))


def _scale(kind: str, clusters: int, n: int, p: int, where: str) -> float:
    if kind == "CR1":
        return float(np.sqrt(clusters / (clusters - 1)))
    if kind == "CR1S":
        if n <= p:
            raise NotEstimable(where, f"{n} values for {p} coefficients", "needs more values than coefficients")
        return float(np.sqrt(clusters * (n - 1) / ((clusters - 1) * (n - p))))
    if kind == "CR1p":
        if clusters <= p:
            raise NotEstimable(where, f"{clusters} clusters for {p} coefficients", "use CR2")
        return float(np.sqrt(clusters / (clusters - p)))
    return 1.0


def _adjustment(
    kind: str,
    x: FloatArray,
    weighted: FloatArray,
    v: FloatArray,
    bread: FloatArray,
    where: str,
) -> FloatArray:
    identity = np.eye(x.shape[0])
    if kind == "CR2":
        root = np.sqrt(v)
        middle = root[:, None] * (np.diag(v) - x @ bread @ x.T) * root[None, :]
        eigenvalues, vectors = np.linalg.eigh((middle + middle.T) / 2)
        keep = eigenvalues > EIGENVALUE_FLOOR * float(v.max()) ** 2
        inverse_root = (vectors[:, keep] / np.sqrt(eigenvalues[keep])) @ vectors[:, keep].T
        adjustment: FloatArray = root[:, None] * inverse_root * root[None, :]
        return adjustment
    if kind == "CR3":
        leverage = identity - x @ bread @ weighted.T
        if np.linalg.cond(leverage) > SINGULAR:
            raise NotEstimable(where, "a coefficient depends on a single cluster", "use CR2, or merge the class")
        return np.linalg.inv(leverage).astype(np.float64)
    return identity


def _inference(
    model: _Sandwich, names: tuple[str, ...], kind: str, reference: str, level: float, where: str
) -> Coefficients:
    from scipy import stats

    if (np.diag(model.covariance) <= 0).any():
        raise NotEstimable(where, "a coefficient has no variance between clusters", "needs two papers in each class")
    p = model.beta.size
    if reference == "satterthwaite":
        traces = model.forms.traces
        df = np.array([traces[j, j] ** 2 / model.forms.products((j, j), (j, j)) for j in range(p)])
    else:
        df = np.full(p, float(model.clusters - (p if reference == "clusters-p" else 1)))
        if df[0] < 1:
            raise NotEstimable(where, f"{model.clusters} clusters for {p} coefficients", "use satterthwaite")
    found = coefficients(
        model.x,
        model.beta,
        model.covariance,
        [stats.norm if reference == "normal" else stats.t(degrees) for degrees in df],
        names,
        level,
        where,
        k=model.clusters,
        kind=kind,
    )
    notes = [found.note] if found.note else []
    if reference == "satterthwaite" and (df < RELIABLE_DF).any():
        notes.append("degrees of freedom below 4: p-values are unreliable (Tipton 2015)")
    return replace(found, df=tuple(df.tolist()), note="; ".join(notes), **_joint_test(model, where))


def coefficients(
    x: FloatArray,
    beta: FloatArray,
    covariance: FloatArray,
    laws: Sequence[Any],
    names: tuple[str, ...],
    level: float,
    where: str,
    *,
    k: int,
    kind: str,
    notes: Sequence[str] = (),
) -> Coefficients:
    """The coefficients of the design x with their tests and intervals; laws: scipy's, of the statistic of each.

    Coefficients and ends have no digits below a share of ROUNDING: there they differ from processor to processor.
    """
    se = np.sqrt(np.diag(covariance))
    beta = _rounded(beta, np.maximum(abs(beta), se))
    statistic = beta / se
    half = np.array([law.isf((1 - checks.confidence(level, where)) / 2) for law in laws]) * se
    low, high = (_rounded(beta + sign * half, half) for sign in (-1, 1))
    return Coefficients(
        k=k,
        n=x.shape[0],
        names=names,
        estimate=tuple(beta.tolist()),
        se=tuple(se.tolist()),
        statistic=tuple(statistic.tolist()),
        df=tuple(float(law.args[0]) if hasattr(law, "args") else math.inf for law in laws),
        p=tuple(checks.probability(2 * law.sf(abs(t)), where) for law, t in zip(laws, statistic, strict=True)),
        low=tuple(low.tolist()),
        high=tuple(high.tolist()),
        covariance=tuple(tuple(row) for row in covariance.tolist()),
        level=level,
        kind=kind,
        note="; ".join([*notes, *_through_origin(x)]),
    )


def _rounded(values: FloatArray, sizes: FloatArray) -> FloatArray:
    """Values to the decimal place of ROUNDING times their size."""
    known = np.where(np.isfinite(sizes), sizes, 1.0)
    places = (-np.floor(np.log10(known * ROUNDING))).astype(int).tolist()
    return np.array([round(value, place) for value, place in zip(values.tolist(), places, strict=True)])


def _joint_test(model: _Sandwich, where: str) -> dict[str, Any]:
    """HTZ test that every coefficient of a column that is not constant is zero, by the fields of `Coefficients`."""
    from scipy.stats import f

    tested = np.flatnonzero(np.ptp(model.x, axis=0) > 0)
    if tested.size == 0 or tested.size == model.x.shape[1]:
        return {}
    q = tested.size
    covariance = model.covariance[np.ix_(tested, tested)]
    if np.linalg.matrix_rank(covariance) < q:
        return {}
    beta = model.beta[tested]
    wald = float(beta @ np.linalg.solve(covariance, beta))
    forms = model.forms.of(tested)
    eigenvalues, vectors = np.linalg.eigh(forms.traces)
    standard = forms.rotated(vectors @ np.diag(eigenvalues**-0.5) @ vectors.T)
    pairs = [(s, t) for s in range(q) for t in range(q)]
    variance = sum(standard.products((s, t), (t, s)) + standard.products((s, s), (t, t)) for s, t in pairs)
    nu = q * (q + 1) / variance
    df2 = nu - q + 1
    if df2 <= 0:
        return {}
    statistic = wald * df2 / (nu * q)
    p = checks.probability(f(q, df2).sf(statistic), where)
    return {"joint_statistic": statistic, "joint_df": float(q), "joint_df2": df2, "joint_p": p}


def column_names(names: Sequence[str] | None, n: int, where: str) -> tuple[str, ...]:
    """Return a name for each of the n columns of a design; x0, x1 and so on if none are given."""
    if names is None:
        return tuple(f"x{column}" for column in range(n))
    checks.same_length(where, names=names, columns=range(n))
    return tuple(names)


def _through_origin(design: FloatArray) -> list[str]:
    """A note if no combination of the columns is constant over the rows, so that the fit has no intercept."""
    with_ones = np.column_stack([np.ones(design.shape[0]), design])
    if np.linalg.matrix_rank(with_ones) == design.shape[1]:
        return []
    return ["the design has no column of ones: the fit goes through the origin"]


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
