package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.java.ForkedJvm;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two copies of Gatun in one JVM, each in a class loader of its own, as containers have them. Both
/// run, at the same time, and when they are let go nothing holds their classes: no engine's thread,
/// and nothing that a kernel has left with the caller's thread, which lives on.
@Tag("once")
final class ClassLoadersTest {
  private static final int MOST_COLLECTIONS = 200;

  /// Runs in a JVM of its own, which drops softly held objects at once: the JDK holds so the types
  /// of the last record whose methods it has made.
  static final class Trials {
    private Trials() {}

    public static void main(String[] args) throws Exception {
      EngineThreads threads = new EngineThreads();
      List<WeakReference<ClassLoader>> loaders = runTwo();
      threads.assertEnd();
      for (int i = 0; i < MOST_COLLECTIONS && held(loaders) > 0; i++) {
        System.gc();
        Thread.sleep(10);
      }
      System.out.println("held " + held(loaders));
    }

    private static long held(List<WeakReference<ClassLoader>> loaders) {
      return loaders.stream().filter(loader -> loader.get() != null).count();
    }
  }

  @Test
  void twoCopiesRunBesideEachOtherAndAreUnloaded() throws Exception {
    ForkedJvm jvm = ForkedJvm.main(Trials.class, List.of("-XX:SoftRefLRUPolicyMSPerMB=0"));
    assertEquals(List.of("0"), jvm.after("held"), "class loaders that are held");
  }

  private static List<WeakReference<ClassLoader>> runTwo() throws Exception {
    byte[] file = SmallNetwork.bytesWithScratch();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    List<Function<byte[], List<byte[]>>> trials = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      URLClassLoader loader = copy();
      loaders.add(new WeakReference<>(loader));
      trials.add(trial(loader));
    }
    assertNotSame(trials.get(0).getClass(), trials.get(1).getClass());
    List<byte[]> expected = new FaultTrial().apply(file); // on this thread, which stays
    assertTrue(expected.size() > 1);
    for (Function<byte[], List<byte[]>> trial : trials) {
      assertSame(expected, trial.apply(file));
    }
    Crowd.PLATFORM.run(4, member -> assertSame(expected, trials.get(member % 2).apply(file)));
    assertEquals(context, Thread.currentThread().getContextClassLoader());
    return loaders;
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), "output " + i);
    }
  }

  /// The product's classes, its library, and the trial.
  private static URLClassLoader copy() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path path :
        List.of(
            ForkedJvm.API,
            ForkedJvm.KERNELS,
            ForkedJvm.PROTOBUF,
            ForkedJvm.home(FaultTrial.class))) {
      urls.add(path.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @SuppressWarnings("unchecked") // the class is loaded twice, Function once
  private static Function<byte[], List<byte[]>> trial(ClassLoader loader) throws Exception {
    return (Function<byte[], List<byte[]>>)
        loader.loadClass(FaultTrial.class.getName()).getConstructor().newInstance();
  }
}
