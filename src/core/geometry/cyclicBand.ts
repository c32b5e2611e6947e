/**
 * Solves A·x = b for a symmetric positive definite matrix with two cyclic bands on each side of the diagonal, as in smoothing a
 * closed curve. `diagonals[k][i]` is A[i][i + k] (indices modulo n) for k = 0, 1, 2. Factored once, for many right-hand sides.
 *
 * The last two unknowns are a border: the band before them is factored as L·D·Lᵀ, the border by its 2 × 2 Schur complement.
 */
export function cyclicBandSolver([d0, d1, d2]: readonly Float64Array[]): (b: Float64Array, x: Float64Array) => void {
  const n = d0.length;
  const m = n - 2;
  const d = new Float64Array(m);
  const l1 = new Float64Array(m);
  const l2 = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    const u1 = i >= 1 ? l1[i - 1] * d[i - 1] : 0;
    const u2 = i >= 2 ? l2[i - 2] * d[i - 2] : 0;
    d[i] = d0[i] - (i >= 1 ? l1[i - 1] * u1 : 0) - (i >= 2 ? l2[i - 2] * u2 : 0);
    if (i + 1 < m) l1[i] = (d1[i] - (i >= 1 ? l2[i - 1] * u1 : 0)) / d[i];
    if (i + 2 < m) l2[i] = d2[i] / d[i];
  }
  // neighbours stay in variables: read back from the column, each would wait for its store
  const solveBand = (v: Float64Array) => {
    for (let i = 1, before = 0, last = v[0]; i < m; i++) {
      const next = v[i] - (l1[i - 1] * last + (i >= 2 ? l2[i - 2] * before : 0));
      v[i] = next;
      before = last;
      last = next;
    }
    for (let i = m - 1, after = 0, last = 0; i >= 0; i--) {
      const next = v[i] / d[i] - (l1[i] * last + l2[i] * after);
      v[i] = next;
      after = last;
      last = next;
    }
  };
  // columns of the border: unknown m is coupled to m−2, m−1 and 0; unknown m+1 to m−1, 0 and 1
  const p = new Float64Array(m);
  const q = new Float64Array(m);
  p[m - 2] = d2[m - 2];
  p[m - 1] = d1[m - 1];
  p[0] = d2[m];
  q[m - 1] = d2[m - 1];
  q[0] = d1[m + 1];
  q[1] = d2[m + 1];
  const border = {p: p.slice(), q: q.slice()};
  solveBand(p);
  solveBand(q);
  const dot = (u: Float64Array, v: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += u[i] * v[i];
    return sum;
  };
  const spp = d0[m] - dot(border.p, p);
  const spq = d1[m] - dot(border.p, q);
  const sqq = d0[m + 1] - dot(border.q, q);
  const det = spp * sqq - spq * spq;
  return (b, x) => {
    let pb = 0;
    let qb = 0;
    for (let i = 0; i < m; i++) {
      pb += p[i] * b[i];
      qb += q[i] * b[i];
      x[i] = b[i];
    }
    const rp = b[m] - pb;
    const rq = b[m + 1] - qb;
    const xp = (rp * sqq - rq * spq) / det;
    const xq = (rq * spp - rp * spq) / det;
    solveBand(x);
    for (let i = 0; i < m; i++) x[i] -= xp * p[i] + xq * q[i];
    x[m] = xp;
    x[m + 1] = xq;
  };
}
