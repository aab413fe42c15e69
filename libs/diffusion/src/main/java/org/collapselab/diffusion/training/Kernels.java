package org.collapselab.diffusion.training;

import org.collapselab.diffusion.nn.Torch;
import org.collapselab.diffusion.nn.TorchScript;

/**
 * The engine's operations over whole lists of tensors, which it has no Java interface for: one call
 * updates all parameters. Loaded once for the process.
 */
final class Kernels {

  private static final String METHODS =
      """
        def adamw(self: SELF, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor],\
       t: List[Tensor], step: float, lr: float, decay: float, b1: float, b2: float,\
       eps: float) -> Tensor:
          unused = annotate(List[Tensor], [])
          _0 = torch.fill_(t[0], step)
          _1 = torch._fused_adamw_(p, g, m, v, unused, t, lr=lr, beta1=b1, beta2=b2,\
       weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
          return t[0]
        def norm(self: SELF, g: List[Tensor]) -> Tensor:
          return torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)
        def multiply(self: SELF, g: List[Tensor], factor: Tensor) -> Tensor:
          _0 = torch._foreach_mul_(g, factor)
          return factor
        def zero(self: SELF, g: List[Tensor]) -> Tensor:
          _0 = torch._foreach_zero_(g)
          return g[0]
        def lerp(self: SELF, e: List[Tensor], p: List[Tensor], weight: float) -> Tensor:
          _0 = torch._foreach_lerp_(e, p, weight)
          return e[0]
        def copy(self: SELF, to: List[Tensor], source: List[Tensor]) -> Tensor:
          _0 = torch._foreach_copy_(to, source)
          return to[0]
        def rows(self: SELF, x: Tensor, index: Tensor) -> Tensor:
          return torch.index_select(x, 0, index)
      """;

  private static final TorchScript SCRIPT =
      Torch.load(Torch.newManager("cpu"), METHODS.replace("SELF", TorchScript.SELF));

  private Kernels() {}

  static TorchScript.Call method(String name) {
    return SCRIPT.method(name);
  }
}
