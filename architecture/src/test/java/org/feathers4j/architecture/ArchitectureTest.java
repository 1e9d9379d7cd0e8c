package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Our classes and POMs against {@link Design}. */
class ArchitectureTest {

    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling(".");

    private static final JavaClasses OURS = OurClasses.ALL;

    @TestFactory
    Stream<DynamicTest> classes_import_only_what_their_module_may() {
        return Design.MODULES.stream()
                .map(module -> dynamicTest(
                        module.folder(),
                        () -> DependencyRules.of(module, Design.MODULES).check(OURS)));
    }

    @TestFactory
    Stream<DynamicTest> poms_depend_only_on_what_their_module_may() {
        return Design.MODULES.stream()
                .map(module -> dynamicTest(
                        module.folder(),
                        () -> assertThat(Pom.read(pom(module.folder())).breaches(module, Design.MODULES))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> every_module_with_code_is_looked_at() {
        return Design.MODULES.stream()
                .filter(module -> Files.exists(PROJECT.resolve(module.folder()).resolve("src/main/java")))
                .map(module -> dynamicTest(
                        module.folder(),
                        () -> assertThat(OURS.containPackage(module.packageName()))
                                .as("classes of %s", module.packageName())
                                .isTrue()));
    }

    @Test
    void every_module_has_its_row_in_the_table() throws IOException {
        Stream<String> modules = Design.MODULES.stream().map(DesignedModule::folder);
        assertThat(Pom.read(pom(".")).modules())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(modules, Design.FREE.stream()).toList());
    }

    @Test
    void no_cycle_goes_through_our_packages() {
        DependencyRules.withoutCycles().check(OURS);
    }

    @TestFactory
    Stream<DynamicTest> no_module_has_a_circle_of_types_that_the_table_does_not_explain() {
        return Design.MODULES.stream()
                .map(module -> dynamicTest(module.folder(), () -> {
                    Design.Circle allowed = Design.CIRCLES.getOrDefault(module.folder(), new Design.Circle(0, ""));
                    List<Set<String>> circles = Circles.of(OURS, module.packageName());
                    int largest = circles.isEmpty() ? 0 : circles.getFirst().size();
                    assertThat(largest).as("types in %s", circles).isEqualTo(allowed.types());
                }));
    }

    @Test
    void the_page_on_architecture_shows_the_design() throws IOException {
        Path page = PROJECT.resolve("docs/architecture.md");
        String shown = ArchitecturePage.with(Files.readString(page), PROJECT);
        if (Boolean.getBoolean("architecture.write")) Files.writeString(page, shown);
        assertThat(Files.readString(page))
                .as("run this test with -Darchitecture.write=true to bring it up to date")
                .isEqualTo(shown);
    }

    @Test
    void every_module_is_one_flat_package() {
        DependencyRules.inFlatModules(Design.MODULES).check(OURS);
    }

    @Test
    void types_of_cote_keep_to_their_layers() {
        DependencyRules.inLayers("org.feathers4j.cote", Design.COTE).check(OURS);
    }

    @Test
    void layers_of_cote_name_no_type_that_is_gone() {
        assertThat(Design.COTE.stream().flatMap(layer -> layer.types().stream()))
                .allMatch(type -> OURS.contain("org.feathers4j.cote." + type));
    }

    @Test
    void every_package_is_null_marked() {
        DependencyRules.inNullMarkedPackages().check(OURS);
    }

    @Test
    void the_module_of_all_modules_has_no_code() {
        assertThat(Files.exists(PROJECT.resolve("feathers4j/src/main/java"))).isFalse();
    }

    @Test
    void server_and_distributed_never_see_each_other() {
        assertThat(reachableFrom("server")).doesNotContain("distributed", "cote");
        assertThat(reachableFrom("distributed")).doesNotContain("server", "transport");
        assertThat(reachableFrom("cote")).doesNotContain("server", "transport", "distributed");
        assertThat(reachableFrom("cote-link")).doesNotContain("server", "transport");
    }

    private static Set<String> reachableFrom(String folder) {
        List<String> next = Design.MODULES.stream()
                .filter(module -> module.folder().equals(folder))
                .flatMap(module -> module.modules().stream())
                .toList();
        return Stream.concat(next.stream(), next.stream().flatMap(module -> reachableFrom(module).stream()))
                .collect(toCollection(TreeSet::new));
    }

    private static Path pom(String folder) {
        return PROJECT.resolve(folder).resolve("pom.xml");
    }
}
