package dev.gatun.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import org.junit.jupiter.api.Test;

class RunPoolTest {
  private static final class Memory implements RunPool.Lent {
    private boolean closed;

    @Override
    public void close() {
      assertFalse(closed, "closed twice");
      closed = true;
    }
  }

  private final RunPool<Memory> pool = new RunPool<>("test", Memory::new);

  @Test
  void whatIsIdleIsLentAgain() {
    Memory first = pool.borrow();
    Memory second = pool.borrow();
    assertNotSame(first, second);
    pool.giveBack(first);
    assertSame(first, pool.borrow());
  }

  @Test
  void whatIsLentOutlivesTheClosedPoolUntilItComesBack() {
    Memory idle = pool.borrow();
    Memory lent = pool.borrow();
    pool.giveBack(idle);
    pool.close();
    assertTrue(idle.closed);
    assertFalse(lent.closed);
    pool.giveBack(lent);
    assertTrue(lent.closed);
    pool.close();
  }

  @Test
  void aClosedPoolLendsNothing() {
    pool.close();
    BackendException e = assertThrows(BackendException.class, pool::borrow);
    assertEquals("run on backend test: the plan is closed", e.getMessage());
  }
}
