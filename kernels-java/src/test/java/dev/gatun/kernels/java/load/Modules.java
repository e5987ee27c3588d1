package dev.gatun.kernels.java.load;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Folders that are modules, made of classes that are none.
final class Modules {
  private Modules() {}

  /// A module of one class.
  ///
  /// @param folder to be filled
  /// @param name of the module
  /// @param type its class, which other modules may start
  /// @param requires names of the modules that it reads
  static void ofClass(Path folder, String name, Class<?> type, List<String> requires)
      throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, target);
    }
    describe(folder, name, Set.of(type.getPackageName()), requires);
  }

  /// A module of a jar without a descriptor, as `jdeps --generate-module-info` would make it: all
  /// packages are exported.
  ///
  /// @param folder to be filled
  /// @param name of the module
  /// @param jar its classes
  /// @param requires names of the modules that it reads
  static void ofJar(Path folder, String name, Path jar, List<String> requires) throws IOException {
    Set<String> packages = new TreeSet<>();
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Path root = zip.getPath("/");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          Path relative = root.relativize(file);
          Path target = folder.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
          packages.add(relative.getParent().toString().replace('/', '.'));
        }
      }
    }
    describe(folder, name, packages, requires);
  }

  private static void describe(
      Path folder, String name, Set<String> packages, List<String> requires) throws IOException {
    ModuleAttribute module =
        ModuleAttribute.of(
            ModuleDesc.of(name),
            builder -> {
              builder.requires(ModuleDesc.of("java.base"), ClassFile.ACC_MANDATED, null);
              requires.forEach(other -> builder.requires(ModuleDesc.of(other), 0, null));
              packages.forEach(exported -> builder.exports(PackageDesc.of(exported), 0));
            });
    Files.write(folder.resolve("module-info.class"), ClassFile.of().buildModule(module));
  }
}
