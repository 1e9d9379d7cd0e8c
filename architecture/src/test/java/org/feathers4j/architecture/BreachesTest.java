package org.feathers4j.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.feathers4j.architecture.layered.Upper;
import org.feathers4j.architecture.left.Left;
import org.feathers4j.architecture.right.Right;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks themselves: packages and POMs that break each rule are reported, and those that keep it are not. */
class BreachesTest {

    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages(Left.class.getPackageName(), Right.class.getPackageName());

    private static final JavaClasses LAYERED = new ClassFileImporter().importPackages(Upper.class.getPackageName());

    @Test
    void an_import_that_the_table_does_not_know_is_reported() {
        assertThat(breaches(Set.of(), Set.of(Library.ASSERTJ, Library.SOCKETS)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("Left").contains("Right"));
    }

    @Test
    void a_library_that_the_module_may_not_use_is_reported() {
        assertThat(breaches(Set.of("right"), Set.of(Library.SOCKETS)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("org.assertj"));
    }

    @Test
    void a_socket_in_a_module_without_input_and_output_is_reported() {
        assertThat(breaches(Set.of("right"), Set.of(Library.ASSERTJ)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("java.net.Socket"));
    }

    @Test
    void imports_that_the_table_knows_pass() {
        assertThat(breaches(Set.of("right"), Set.of(Library.ASSERTJ, Library.SOCKETS)))
                .isEmpty();
    }

    @Test
    void a_cycle_is_reported() {
        assertThat(breaches(DependencyRules.withoutCycles()))
                .singleElement()
                .asString()
                .contains("Cycle detected");
    }

    @Test
    void types_that_need_each_other_are_a_circle_also_through_nested_ones() {
        assertThat(Circles.of(FIXTURES, Right.class.getPackageName())).containsExactly(Set.of("Right", "Round"));
        assertThat(Circles.of(FIXTURES, Left.class.getPackageName())).isEmpty();
    }

    @Test
    void a_package_below_a_module_is_reported() {
        assertThat(breaches(DependencyRules.inFlatModules(table(Set.of(), Set.of()))))
                .singleElement()
                .asString()
                .contains("left.deeper.Deep");
    }

    @Test
    void a_package_that_is_not_null_marked_is_reported() {
        assertThat(breaches(DependencyRules.inNullMarkedPackages()))
                .singleElement()
                .asString()
                .contains("package org.feathers4j.architecture.left.deeper");
    }

    @Test
    void a_dependency_that_the_table_does_not_know_is_reported() throws IOException {
        assertThat(pom().breaches(left(Set.of(), Set.of()), table(Set.of(), Set.of())))
                .hasSize(2)
                .anySatisfy(breach ->
                        assertThat(breach).contains("left may not depend on").contains("feathers4j-right"))
                .anySatisfy(breach ->
                        assertThat(breach).contains("left may not depend on").contains("assertj-core"));
    }

    @Test
    void dependencies_that_the_table_knows_pass() throws IOException {
        var left = left(Set.of("right"), Set.of(Library.ASSERTJ));
        assertThat(pom().breaches(left, List.of(left, right()))).isEmpty();
    }

    @Test
    void a_type_that_uses_a_layer_above_is_reported() {
        assertThat(breaches(Layer.of("lower", Set.of(), "Lower"), Layer.of("upper", Set.of("lower"), "Upper")))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach)
                        .contains("layer lower may not use this")
                        .contains("Upper"));
    }

    @Test
    void a_type_without_a_layer_is_reported() {
        assertThat(breaches(Layer.of("upper", Set.of(), "Upper")))
                .singleElement()
                .asString()
                .contains("Lower is in 0 layers");
    }

    @Test
    void a_type_that_uses_a_layer_below_passes() {
        assertThat(breaches(Layer.of("lower", Set.of("upper"), "Lower"), Layer.of("upper", Set.of(), "Upper")))
                .isEmpty();
    }

    /** What is wrong with the fixtures of layers if these are their layers. */
    private static List<String> breaches(Layer... layers) {
        return DependencyRules.inLayers(Upper.class.getPackageName(), List.of(layers))
                .evaluate(LAYERED)
                .getFailureReport()
                .getDetails();
    }

    private static Pom pom() throws IOException {
        var text = """
                <project>
                  <dependencies>
                    <dependency><groupId>org.feathers4j</groupId><artifactId>feathers4j-right</artifactId></dependency>
                    <dependency><groupId>org.assertj</groupId><artifactId>assertj-core</artifactId></dependency>
                    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
                    <dependency><groupId>any</groupId><artifactId>thing</artifactId><scope>test</scope></dependency>
                  </dependencies>
                </project>
                """;
        return Pom.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is wrong with the module "left" if it may use these. */
    private static List<String> breaches(Set<String> modules, Set<Library> libraries) {
        return breaches(DependencyRules.of(left(modules, libraries), table(modules, libraries)));
    }

    private static List<String> breaches(ArchRule rule) {
        return rule.evaluate(FIXTURES).getFailureReport().getDetails();
    }

    private static List<DesignedModule> table(Set<String> modules, Set<Library> libraries) {
        return List.of(left(modules, libraries), right());
    }

    private static DesignedModule left(Set<String> modules, Set<Library> libraries) {
        return new DesignedModule("left", Left.class.getPackageName(), modules, libraries);
    }

    private static DesignedModule right() {
        return new DesignedModule("right", Right.class.getPackageName(), Set.of("left"), Set.of());
    }
}
