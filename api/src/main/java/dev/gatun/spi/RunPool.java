package dev.gatun.spi;

import dev.gatun.BackendException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/// What runs of a plan borrow, memory above all: as many as runs were ever under way at the same
/// time. Allocates nothing where one is idle.
///
/// @param <R> one thread at a time uses it
public final class RunPool<R extends RunPool.Lent> implements AutoCloseable {
  /// What a run borrows.
  public interface Lent extends AutoCloseable {
    @Override
    void close();
  }

  private final String backend;
  private final Supplier<R> maker;
  private final Deque<R> idle = new ArrayDeque<>();
  private boolean closed;

  /// An empty pool.
  ///
  /// @param backend its name, for errors
  /// @param maker makes one where none is idle
  public RunPool(String backend, Supplier<R> maker) {
    this.backend = backend;
    this.maker = maker;
  }

  /// Takes one that is idle or a new one, which the caller gives back or closes.
  ///
  /// @return nobody else's
  /// @throws BackendException if the pool is closed
  public R borrow() {
    synchronized (idle) {
      if (closed) {
        throw new BackendException("run on backend " + backend + ": the plan is closed");
      }
      R lent = idle.poll();
      if (lent != null) {
        return lent;
      }
    }
    return maker.get();
  }

  /// Takes one back; closes it where the pool was closed meanwhile.
  ///
  /// @param lent a borrowed one
  public void giveBack(R lent) {
    synchronized (idle) {
      if (!closed) {
        idle.push(lent);
        return;
      }
    }
    lent.close();
  }

  /// Closes what is idle; what is borrowed is closed when it comes back. Closing twice does
  /// nothing.
  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      for (R lent = idle.poll(); lent != null; lent = idle.poll()) {
        lent.close();
      }
    }
  }
}
