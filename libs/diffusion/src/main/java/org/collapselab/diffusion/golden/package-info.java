/**
 * Equality with the reference implementations, checked. A golden is a file of outputs that the
 * Python libraries computed in double precision, with the configuration, the inputs and the
 * libraries' own single-precision error in its metadata; weights and inputs follow a {@link
 * org.collapselab.diffusion.golden.Formula}. A {@link org.collapselab.diffusion.golden.GoldenCheck}
 * computes what goldens of one kind expect and holds it to a small multiple of that error; other
 * modules add checks of their own as services.
 */
package org.collapselab.diffusion.golden;
