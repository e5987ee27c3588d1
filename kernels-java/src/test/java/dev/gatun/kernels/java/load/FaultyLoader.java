package dev.gatun.kernels.java.load;

import dev.gatun.kernels.java.width.Width;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.Arena;
import org.jspecify.annotations.Nullable;

/// Loads the product's classes once more, changed so that each asks [Faults] before it makes an
/// object, an array, a lambda or a string, takes native memory or starts a thread, and before it
/// calls the file system. All that the JDK and protobuf do on their own is left as it is.
///
/// Class initialisers do not ask: a class that fails there is unusable for as long as its loader
/// lives, which is the JVM's rule.
final class FaultyLoader extends ClassLoader {
  /// How the names of places that read go on behind the method.
  static final String READ = "read by ";

  private static final String WIDTH = "gatun.vectorBits";
  private static final ClassDesc FAULTS = ClassDesc.of(Faults.class.getName());
  private static final ClassDesc ARENA = ClassDesc.of(Arena.class.getName());
  private static final MethodTypeDesc ASK =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
  private static final MethodTypeDesc OPEN = MethodTypeDesc.of(ARENA);

  private final ClassFile format =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(FaultyLoader.class.getClassLoader())));

  /// Loads nothing but the class that decides on vectors.
  ///
  /// @param bits width of vectors, 0: none, which need not be compiled first; null: the machine's
  ///   own
  /// @return a loader
  static FaultyLoader of(@Nullable String bits) throws ReflectiveOperationException {
    String before = System.getProperty(WIDTH);
    FaultyLoader loader = new FaultyLoader();
    try {
      if (bits != null) {
        System.setProperty(WIDTH, bits);
      }
      loader.loadClass(Width.class.getName()).getField("BITS").getInt(null);
    } finally {
      if (before == null) {
        System.clearProperty(WIDTH);
      } else {
        System.setProperty(WIDTH, before);
      }
    }
    return loader;
  }

  private FaultyLoader() {
    super(FaultyLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      boolean own = name.startsWith("dev.gatun.") && !name.equals(Faults.class.getName());
      return own ? define(name) : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      boolean changed = !name.startsWith(FaultTrial.class.getPackageName());
      byte[] defined = changed ? changed(name, bytes) : bytes;
      return defineClass(name, defined, 0, defined.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] changed(String name, byte[] bytes) {
    ClassTransform transform =
        ClassTransform.transformingMethods(
            method -> !method.methodName().equalsString("<clinit>"),
            (builder, element) -> {
              if (element instanceof CodeModel code) {
                String method = code.parent().orElseThrow().methodName().stringValue();
                builder.transformCode(
                    code, (into, part) -> instruction(into, part, name + "." + method));
              } else {
                builder.with(element);
              }
            });
    return format.transformClass(format.parse(bytes), transform);
  }

  private static void instruction(CodeBuilder into, CodeElement part, String place) {
    String what = allocated(part);
    if (what != null) {
      into.loadConstant(Faults.site(place + ": " + what));
      into.invokestatic(FAULTS, "allocate", ASK);
    }
    if (part instanceof InvokeInstruction call && isRead(call)) {
      into.loadConstant(Faults.site(place + ": " + READ + call.name()));
      into.invokestatic(FAULTS, "read", ASK);
    }
    if (part instanceof InvokeInstruction call && isOfShared(call)) {
      into.invokestatic(FAULTS, "ofShared", OPEN);
    } else {
      into.with(part);
    }
  }

  /// What of the file system the product calls and may throw an IOException.
  private static boolean isRead(InvokeInstruction call) {
    String name = call.name().stringValue();
    return switch (call.owner().asInternalName()) {
      case "java/nio/channels/FileChannel" -> !name.equals("close");
      case "java/nio/file/Path" -> name.equals("toRealPath");
      case "java/nio/file/Files" -> !name.startsWith("is") && !name.equals("exists");
      default -> false;
    };
  }

  private static boolean isOfShared(InvokeInstruction call) {
    return call.owner().matches(ARENA) && call.name().equalsString("ofShared");
  }

  private static @Nullable String allocated(CodeElement part) {
    return switch (part) {
      case NewObjectInstruction made -> "new " + made.className().asInternalName();
      case NewPrimitiveArrayInstruction made -> "new " + made.typeKind() + "[]";
      case NewReferenceArrayInstruction made ->
          "new " + made.componentType().asInternalName() + "[]";
      case NewMultiArrayInstruction made -> "new " + made.arrayType().asInternalName();
      case InvokeDynamicInstruction made -> made.name().stringValue() + " made at once";
      case InvokeInstruction call when isOfShared(call) -> "an arena";
      case InvokeInstruction call
          when call.owner().matches(ARENA) && call.name().equalsString("allocate") ->
          "native memory";
      case InvokeInstruction call
          when call.owner().asInternalName().equals("java/lang/Thread")
              && call.name().equalsString("start") ->
          "a thread";
      default -> null;
    };
  }
}
