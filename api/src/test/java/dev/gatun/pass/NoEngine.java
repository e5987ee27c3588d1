package dev.gatun.pass;

import dev.gatun.graph.Graph;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;

/// An engine that supports nothing, for passes that run nothing.
final class NoEngine implements Engine {
  @Override
  public String description() {
    return "none";
  }

  @Override
  public boolean supports(Op op) {
    return false;
  }

  @Override
  public Executable compile(Graph graph) {
    throw new UnsupportedOperationException("this engine runs nothing");
  }

  @Override
  public void close() {}
}
