package org.feathers4j.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.feathers4j.architecture.circle.First;
import org.feathers4j.architecture.left.Left;
import org.feathers4j.architecture.right.Right;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks themselves: packages and POMs that break each rule are reported, and those that keep it are not. */
class BreachesTest {

    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages(Left.class.getPackageName(), Right.class.getPackageName());

    @Test
    void an_arrow_that_the_table_does_not_know_is_reported() {
        assertThat(breaches(Set.of(), Set.of(Library.ASSERTJ, Library.SOCKETS)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("Left").contains("Right"));
    }

    @Test
    void a_library_that_the_room_may_not_use_is_reported() {
        assertThat(breaches(Set.of("right"), Set.of(Library.SOCKETS)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("org.assertj"));
    }

    @Test
    void a_socket_in_a_room_without_input_and_output_is_reported() {
        assertThat(breaches(Set.of("right"), Set.of(Library.ASSERTJ)))
                .isNotEmpty()
                .allSatisfy(breach -> assertThat(breach).contains("java.net.Socket"));
    }

    @Test
    void arrows_that_the_table_knows_pass() {
        assertThat(breaches(Set.of("right"), Set.of(Library.ASSERTJ, Library.SOCKETS)))
                .isEmpty();
    }

    @Test
    void a_cycle_is_reported() {
        assertThat(breaches(Arrows.withoutCycles())).singleElement().asString().contains("Cycle detected");
    }

    @Test
    void a_circle_of_types_is_reported_with_its_members() {
        assertThat(circles(List.of()))
                .containsExactly("3 types of circle depend on each other in a circle, 2 may: [First, Second, Third]");
        assertThat(circles(List.of(new Circle("right", 3, "elsewhere")))).isNotEmpty();
    }

    @Test
    void a_circle_of_types_that_the_table_knows_passes() {
        assertThat(circles(List.of(new Circle("circle", 3, "for this test")))).isEmpty();
    }

    @Test
    void types_without_a_circle_pass() {
        assertThat(Circles.largest(FIXTURES, Left.class.getPackageName())).isEmpty();
    }

    @Test
    void a_package_below_a_room_is_reported() {
        assertThat(breaches(Arrows.inFlatRooms(table(Set.of(), Set.of()))))
                .singleElement()
                .asString()
                .contains("left.deeper.Deep");
    }

    @Test
    void a_package_that_is_not_null_marked_is_reported() {
        assertThat(breaches(Arrows.inNullMarkedPackages()))
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

    /** What is wrong with the room "left" if it may use these. */
    private static List<String> breaches(Set<String> rooms, Set<Library> libraries) {
        return breaches(Arrows.of(left(rooms, libraries), table(rooms, libraries)));
    }

    private static List<String> breaches(ArchRule rule) {
        return rule.evaluate(FIXTURES).getFailureReport().getDetails();
    }

    private static List<Room> table(Set<String> rooms, Set<Library> libraries) {
        return List.of(left(rooms, libraries), right());
    }

    private static List<String> circles(List<Circle> table) {
        var room = new Room("circle", First.class.getPackageName(), Set.of(), Set.of());
        return Circles.breaches(new ClassFileImporter().importPackages(room.packageName()), room, table);
    }

    private static Room left(Set<String> rooms, Set<Library> libraries) {
        return new Room("left", Left.class.getPackageName(), rooms, libraries);
    }

    private static Room right() {
        return new Room("right", Right.class.getPackageName(), Set.of("left"), Set.of());
    }
}
