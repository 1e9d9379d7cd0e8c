package org.feathers4j.architecture;

import java.util.Set;

/**
 * A row of the design's table.
 *
 * @param folder the Maven module's folder
 * @param packageName its one package
 * @param modules the folders of the modules it may import
 * @param libraries what it may import besides java.*, SLF4J and JSpecify
 */
record DesignedModule(String folder, String packageName, Set<String> modules, Set<Library> libraries) {

    /** A module that is named as the design says. */
    static DesignedModule of(String folder, Set<String> modules, Set<Library> libraries) {
        var packageName = folder.equals("core") ? "org.feathers4j" : "org.feathers4j." + folder.replace("-", "");
        return new DesignedModule(folder, packageName, modules, libraries);
    }

    String artifactId() {
        return folder.equals("feathers4j") ? folder : "feathers4j-" + folder;
    }

    boolean mayUse(Library library) {
        return library == Library.SLF4J || library == Library.JSPECIFY || libraries.contains(library);
    }
}
