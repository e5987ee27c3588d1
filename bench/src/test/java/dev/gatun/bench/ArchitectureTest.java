package dev.gatun.bench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.gatun.spi.Backend;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which way things may depend, over the classes of every module.
 *
 * <p>No rule passes by looking at nothing: each fails when it finds no class to look at.
 */
class ArchitectureTest {

  /** The root package has two floors: these stand on top of everything in the API. */
  private static final Set<String> FACADE =
      Set.of(
          "Backends",
          "Images",
          "Kernels",
          "LoadOptions",
          "Model",
          "OnnxOperators",
          "Session",
          "SessionOptions",
          "SessionProfile",
          "SessionReport",
          "TensorFiles");

  private static final String ROOT = "dev.gatun";
  private static final Set<String> GRAPHS = Set.of("dev.gatun.graph", "dev.gatun.op");
  private static final String[] API = {
    "dev.gatun", "dev.gatun.graph..", "dev.gatun.op..", "dev.gatun.spi.."
  };
  private static final String[] ABOVE_API = {
    "dev.gatun.kernels..", "dev.gatun.conformance..", "dev.gatun.bench.."
  };
  private static final String[] COMMAND_LINES = {
    "dev.gatun.bench..", "dev.gatun.conformance.cli.."
  };
  private static final DescribedPredicate<JavaClass> EVERYTHING = resideInAnyPackage("dev.gatun..");

  /** The tiles themselves, vector and scalar; the tables that list them may hand out a list. */
  private static final DescribedPredicate<JavaClass> MICRO_KERNELS =
      assignableTo("dev.gatun.kernels.java.tile.ConvTile")
          .or(assignableTo("dev.gatun.kernels.java.tile.DepthwiseTile"))
          .or(assignableTo("dev.gatun.kernels.java.tile.PoolTile"));

  /** JMH writes classes of its own, and protoc too: neither is ours to shape. */
  private static final ImportOption NOT_GENERATED =
      (Location location) ->
          !location.contains("/jmh_generated/") && !location.contains("/dev/gatun/onnx/proto/");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(NOT_GENERATED)
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of(
        must(
            "no package cycles",
            EVERYTHING,
            slices().assignedFrom(new Packages()).should().beFreeOfCycles()),
        must(
            "the API knows no backend",
            EVERYTHING.and(DescribedPredicate.not(resideInAnyPackage(ABOVE_API))),
            noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(ABOVE_API)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ABOVE_API)),
        must(
            "the graph does not know ONNX",
            resideInAnyPackage("dev.gatun.graph..", "dev.gatun.op..", "dev.gatun.spi.."),
            noClasses()
                .that()
                .resideInAnyPackage("dev.gatun.graph..", "dev.gatun.op..", "dev.gatun.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gatun.onnx..")),
        must(
            "a backend knows of Gatun only the API",
            resideInAnyPackage("dev.gatun.kernels.."),
            noClasses()
                .that()
                .resideInAnyPackage("dev.gatun.kernels..")
                .should()
                .dependOnClassesThat(
                    EVERYTHING
                        .and(DescribedPredicate.not(resideInAnyPackage(API)))
                        .and(DescribedPredicate.not(resideInAnyPackage("dev.gatun.kernels.."))))),
        must(
            "the two backends do not know each other",
            resideInAnyPackage("dev.gatun.kernels.opencl.."),
            slices().matching("dev.gatun.kernels.(*)..").should().notDependOnEachOther()),
        must(
            "conformance knows no backend",
            resideInAnyPackage("dev.gatun.conformance.."),
            noClasses()
                .that()
                .resideInAnyPackage("dev.gatun.conformance..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gatun.kernels..", "dev.gatun.bench..")),
        must(
            "only the command lines print",
            EVERYTHING.and(DescribedPredicate.not(resideInAnyPackage(COMMAND_LINES))),
            noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(COMMAND_LINES)))
                .should(ACCESS_STANDARD_STREAMS)),
        must(
            "micro-kernels use no collections",
            MICRO_KERNELS,
            noClasses()
                .that(MICRO_KERNELS)
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage("java.util..").and(not(equivalentTo(Objects.class))))));
  }

  /** A user reaches a backend through the API alone: its module exports and opens no package. */
  @Test
  void backendsExportNothing() throws URISyntaxException {
    Set<String> backends = new TreeSet<>();
    for (Backend backend : ServiceLoader.load(Backend.class)) {
      Class<?> provider = backend.getClass();
      if (!provider.getName().startsWith("dev.gatun.kernels.")) {
        continue;
      }
      Path place = Path.of(provider.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (ModuleReference module : ModuleFinder.of(place).findAll()) {
        ModuleDescriptor descriptor = module.descriptor();
        assertFalse(descriptor.isAutomatic(), () -> place + " has no module descriptor");
        assertEquals(Set.of(), descriptor.exports(), descriptor::name);
        assertEquals(Set.of(), descriptor.opens(), descriptor::name);
        backends.add(descriptor.name());
      }
    }
    assertEquals(Set.of("dev.gatun.kernels.java", "dev.gatun.kernels.opencl"), backends);
  }

  /** A rule, and the classes that must be there for it to mean something. */
  private static DynamicTest must(
      String name, DescribedPredicate<JavaClass> scanned, ArchRule rule) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          assertFalse(isEmpty(scanned), () -> "no class to look at: " + scanned.getDescription());
          rule.check(CLASSES);
        });
  }

  private static boolean isEmpty(DescribedPredicate<JavaClass> scanned) {
    return CLASSES.stream()
        .filter(found -> !found.getSimpleName().equals("package-info"))
        .noneMatch(scanned);
  }

  /**
   * One slice for each package, with two exceptions. The root package is two, its values below and
   * its facade above. Graphs and operators are one: a graph consists of operators, and control flow
   * holds graphs.
   */
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass found) {
      if (GRAPHS.contains(found.getPackageName())) {
        return SliceIdentifier.of("graphs and operators");
      }
      if (!found.getPackageName().equals(ROOT)) {
        return SliceIdentifier.of(found.getPackageName());
      }
      String outermost = found.getName().substring(ROOT.length() + 1).split("\\$")[0];
      return SliceIdentifier.of(ROOT, FACADE.contains(outermost) ? "facade" : "values");
    }

    @Override
    public String getDescription() {
      return "packages of " + ROOT;
    }
  }
}
