package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.feathers4j");

    @TestFactory
    Stream<DynamicTest> classes_import_only_what_their_room_may() {
        return Design.ROOMS.stream()
                .map(room -> dynamicTest(
                        room.folder(), () -> Arrows.of(room, Design.ROOMS).check(OURS)));
    }

    @TestFactory
    Stream<DynamicTest> poms_depend_only_on_what_their_room_may() {
        return Design.ROOMS.stream()
                .map(room -> dynamicTest(
                        room.folder(),
                        () -> assertThat(Pom.read(pom(room.folder())).breaches(room, Design.ROOMS))
                                .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> circles_of_types_are_no_larger_than_the_table_allows() {
        return Design.ROOMS.stream()
                .map(room -> dynamicTest(
                        room.folder(),
                        () -> assertThat(Circles.breaches(OURS, room, Design.CIRCLES))
                                .isEmpty()));
    }

    @Test
    void larger_circles_belong_to_a_module_each_and_have_a_reason() {
        assertThat(Design.ROOMS.stream().map(Room::folder))
                .containsAll(Design.CIRCLES.stream().map(Circle::folder).toList());
        assertThat(Design.CIRCLES).extracting(Circle::folder).doesNotHaveDuplicates();
        assertThat(Design.CIRCLES).allSatisfy(circle -> {
            assertThat(circle.most()).isGreaterThan(Circle.USUAL);
            assertThat(circle.reason()).isNotBlank();
        });
    }

    @TestFactory
    Stream<DynamicTest> every_room_with_code_is_looked_at() {
        return Design.ROOMS.stream()
                .filter(room -> Files.exists(PROJECT.resolve(room.folder()).resolve("src/main/java")))
                .map(room -> dynamicTest(
                        room.folder(),
                        () -> assertThat(OURS.containPackage(room.packageName()))
                                .as("classes of %s", room.packageName())
                                .isTrue()));
    }

    @Test
    void every_module_has_its_row_in_the_table() throws IOException {
        Stream<String> rooms = Design.ROOMS.stream().map(Room::folder);
        assertThat(Pom.read(pom(".")).modules())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(rooms, Design.FREE.stream()).toList());
    }

    @Test
    void no_cycle_goes_through_our_packages() {
        Arrows.withoutCycles().check(OURS);
    }

    @Test
    void every_room_is_one_flat_package() {
        Arrows.inFlatRooms(Design.ROOMS).check(OURS);
    }

    @Test
    void every_package_is_null_marked() {
        Arrows.inNullMarkedPackages().check(OURS);
    }

    @Test
    void the_room_of_all_rooms_has_no_code() {
        assertThat(Files.exists(PROJECT.resolve("feathers4j/src/main/java"))).isFalse();
    }

    @Test
    void server_and_distributed_never_see_each_other() {
        assertThat(reachableFrom("server")).doesNotContain("distributed", "cote");
        assertThat(reachableFrom("distributed")).doesNotContain("server", "transport");
        assertThat(reachableFrom("cote")).doesNotContain("server", "transport");
    }

    private static Set<String> reachableFrom(String folder) {
        List<String> next = Design.ROOMS.stream()
                .filter(room -> room.folder().equals(folder))
                .flatMap(room -> room.rooms().stream())
                .toList();
        return Stream.concat(next.stream(), next.stream().flatMap(room -> reachableFrom(room).stream()))
                .collect(toCollection(TreeSet::new));
    }

    private static Path pom(String folder) {
        return PROJECT.resolve(folder).resolve("pom.xml");
    }
}
