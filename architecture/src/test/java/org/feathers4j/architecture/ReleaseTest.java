package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What a release consists of: its list of modules, their POMs, their descriptors and their public types. */
class ReleaseTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling(".");

    /** Has no types, and the versions of a project that it generates come from its own. */
    private static final String ARCHETYPE = "archetype";

    /**
     * Modules without a descriptor: their applications live on the class path. An executable jar of Spring Boot has no module path, Spring's own jars have no descriptors, and Spring reads
     * configurations and beans by reflection. Their manifests name them all the same.
     */
    private static final Set<String> ON_THE_CLASS_PATH = Set.of("spring-boot", "spring-boot-starter");

    private static final Pattern INTERNAL = Pattern.compile("^io\\.vertx\\..*\\b(impl|internal)\\b");

    private static final JavaClasses OURS = OurClasses.ALL;

    @Test
    void the_bom_lists_every_published_module() throws IOException {
        assertThat(ReleasedPom.read(PROJECT.resolve("bom/pom.xml")).managed())
                .as("modules in bom/pom.xml: add a new one there, or give its POM the property "
                        + "<maven.deploy.skip>true</maven.deploy.skip> if it is not for users")
                .containsExactlyInAnyOrderElementsOf(published()
                        .filter(folder -> !folder.equals(ARCHETYPE))
                        .map(ReleaseTest::pom)
                        .map(ReleasedPom::artifactId)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> every_published_pom_says_what_it_is() {
        return Stream.concat(Stream.of(".", "bom"), published())
                .map(folder -> dynamicTest(folder, () -> {
                    ReleasedPom pom = pom(folder);
                    assertThat(pom.name()).as("<name> of %s/pom.xml", folder).isNotBlank();
                    assertThat(pom.description())
                            .as("<description> of %s/pom.xml", folder)
                            .isNotBlank();
                    for (String element : List.of("url", "licenses", "developers", "scm")) {
                        assertThat(pom.says(element) || pom.hasParent())
                                .as("<%s> of %s/pom.xml", element, folder)
                                .isTrue();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> the_public_types_are_those_that_were_agreed_on() {
        return Design.MODULES.stream()
                .filter(module -> hasTypes(module.folder()))
                .map(module -> dynamicTest(module.folder(), () -> {
                    Path file = PROJECT.resolve("api").resolve(module.folder() + ".txt");
                    String api = Api.of(types(module.packageName()));
                    if (Boolean.getBoolean("api.write")) {
                        Files.createDirectories(file.getParent());
                        Files.writeString(file, api);
                    }
                    assertThat(Files.exists(file) ? Files.readString(file) : "")
                            .as(
                                    "public types of %s in api/%s.txt. A line that is gone or changed breaks users: is it "
                                            + "meant, and in CHANGELOG.md? Then run this test with -Dapi.write=true "
                                            + "and commit the file",
                                    module.folder(), module.folder())
                            .isEqualTo(api);
                }));
    }

    @Test
    void no_list_of_public_types_is_of_a_module_that_is_gone() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("api"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files in the folder api: delete those of modules that are no longer published")
                    .containsExactlyInAnyOrderElementsOf(published()
                            .filter(ReleaseTest::hasTypes)
                            .map(folder -> folder + ".txt")
                            .toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> every_published_module_has_a_descriptor() {
        return published()
                .filter(folder -> !folder.equals(ARCHETYPE) && !ON_THE_CLASS_PATH.contains(folder))
                .map(folder -> dynamicTest(folder, () -> {
                    Path file = PROJECT.resolve(folder).resolve("src/main/module/module-info.java");
                    assertThat(Files.exists(file))
                            .as("%s: write it as its neighbours have it", file)
                            .isTrue();
                    String name = pom(folder).moduleName();
                    assertThat(Files.readString(file))
                            .as("%s and <module.name> of its POM", file)
                            .contains("module " + name + " {");
                }));
    }

    /** The parent's POM writes it into the manifest as Automatic-Module-Name. */
    @TestFactory
    Stream<DynamicTest> a_module_without_a_descriptor_has_a_name() {
        return ON_THE_CLASS_PATH.stream()
                .map(folder -> dynamicTest(folder, () -> {
                    assertThat(PROJECT.resolve(folder).resolve("src/main/module"))
                            .doesNotExist();
                    assertThat(pom(folder).moduleName())
                            .as("<module.name> of %s/pom.xml", folder)
                            .startsWith("org.feathers4j.");
                }));
    }

    /** Packages of Vert.x that are its own business. */
    @Test
    void internals_of_vertx_are_used_only_where_the_decision_says_so() throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/decisions/0045-release.md"));
        var uses = OURS.stream()
                .filter(type -> Design.MODULES.stream()
                        .anyMatch(module ->
                                module.packageName().equals(type.getPackageName()) && hasTypes(module.folder())))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass())
                .filter(target -> INTERNAL.matcher(target.getPackageName()).find())
                .map(target -> target.getSimpleName())
                .distinct()
                .filter(name -> !page.contains("`" + name + "`"))
                .toList();
        assertThat(uses)
                .as("types of Vert.x's internal packages that docs/decisions/0045-release.md does not list: "
                        + "do without, or say there what for and what happens without it, and test that")
                .isEmpty();
    }

    private static Stream<Class<?>> types(String packageName) {
        return OURS.stream()
                .filter(type -> type.getPackageName().equals(packageName) && !type.isArray() && isShown(type))
                .map(JavaClass::getName)
                .map(ReleaseTest::load);
    }

    /** Others are not loaded: they may need libraries that users need not have. */
    private static boolean isShown(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ReleaseTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    /** The folders of the modules that users get. */
    private static Stream<String> published() {
        return pom(".").modules().stream()
                .filter(folder -> !folder.equals("bom") && !pom(folder).isKeptHere());
    }

    private static boolean hasTypes(String folder) {
        return Files.isDirectory(PROJECT.resolve(folder).resolve("src/main/java"))
                && !pom(folder).isKeptHere();
    }

    private static ReleasedPom pom(String folder) {
        try {
            return ReleasedPom.read(PROJECT.resolve(folder).resolve("pom.xml"));
        } catch (IOException e) {
            throw new AssertionError(folder, e);
        }
    }
}
