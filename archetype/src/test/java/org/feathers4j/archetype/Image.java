package org.feathers4j.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;

/**
 * What a Dockerfile makes, without Docker: its files are copied and its RUN commands run in a folder. The commands of its ENTRYPOINT and HEALTHCHECK run there as in a container that is started with
 * {@code --read-only --tmpfs /tmp --cpus 1}: as the Dockerfile's user, on one processor, with all file systems read-only but an empty {@code /tmp}. Needs Linux and the rights of root.
 */
final class Image {
    /** Where the folder is mounted in containers. */
    private static final String HOME = "/srv";

    private static final String CONTAINER = """
            set -e
            mount --make-rprivate /
            mount --bind "$1" %1$s && mount -o remount,bind,ro %1$s
            mount -o remount,bind,ro /
            mount -t tmpfs tmpfs /tmp
            cd %1$s
            user=$2
            shift 2
            exec taskset -c 0 setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs "$@"
            """.formatted(HOME);

    private final Path folder;
    private final List<Instruction> instructions;

    /** A line of the Dockerfile, without its continuations. */
    private record Instruction(String name, String rest) {}

    private Image(Path folder, List<Instruction> instructions) {
        this.folder = folder;
        this.instructions = instructions;
    }

    /**
     * Builds it.
     *
     * @param folder an empty one for the image
     * @param environment of the build
     */
    static Image build(Path context, Path folder, Map<String, String> environment) throws IOException {
        var image = new Image(folder, read(Commands.text(context.resolve("Dockerfile"))));
        for (Instruction each : image.instructions) {
            switch (each.name()) {
                case "COPY" -> copy(each.rest().split(" "), context, folder);
                case "RUN" -> Commands.run(folder, environment, shell(each.rest()));
                default -> {} // about the base image and for containers
            }
        }
        return image;
    }

    private static List<Instruction> read(String dockerfile) {
        return dockerfile
                .replaceAll("(?m)^#.*\\R", "")
                .replaceAll("\\\\\\R\\s*", "")
                .lines()
                .map(Image::onThisJdk)
                .map(line -> line.split(" ", 2))
                .map(parts -> new Instruction(parts[0], parts[1]))
                .toList();
    }

    /** As the Dockerfile says how, where the JDK of the tests is older than its image. */
    private static String onThisJdk(String line) {
        if (Runtime.version().feature() >= 25) return line;
        return line.replace("AOTCacheOutput=", "ArchiveClassesAtExit=")
                .replace("AOTCache=", "SharedArchiveFile=")
                .replace("\"--sun-misc-unsafe-memory-access=allow\", ", "")
                .replace("--sun-misc-unsafe-memory-access=allow ", "");
    }

    /** Where what it starts ends with it. */
    private static List<String> shell(String command) {
        return List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", command);
    }

    private static void copy(String[] names, Path context, Path folder) throws IOException {
        Path source = context.resolve(names[0]);
        Path target = folder.resolve(names[1]).normalize();
        if (Files.isRegularFile(source)) Files.copy(source, target.resolve(source.getFileName()));
        else Commands.run(folder, Map.of(), List.of("cp", "-rp", source.toString(), target.toString()));
    }

    /** Starts its ENTRYPOINT in a container. */
    Process start(Map<String, String> environment, Path output) throws IOException {
        return Commands.start(folder, environment, container(the("ENTRYPOINT")), output);
    }

    /** The exit code of its HEALTHCHECK in a container. */
    int health(Map<String, String> environment, Path output) throws IOException {
        return Commands.end(Commands.start(folder, environment, container(the("HEALTHCHECK")), output));
    }

    private List<String> container(Instruction command) {
        String exec = command.rest().substring(command.rest().indexOf('['));
        List<?> words = (List<?>) Objects.requireNonNull(Json.parse(exec));
        var all = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                CONTAINER,
                "sh",
                folder.toString(),
                the("USER").rest()));
        Stream.concat(
                        Stream.of(System.getProperty("java.home") + "/bin/java"),
                        words.stream().skip(1))
                .forEach(word -> all.add(String.valueOf(word)));
        return all;
    }

    private Instruction the(String name) {
        return instructions.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }
}
