package org.feathers4j.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the client needs of the JDK: what Android does not have is behind {@link ClientNetwork}. */
class PackagesTest {
    private static final Pattern USE = Pattern.compile("\\b(javax?(?:\\.[a-z]+)+)\\.[A-Z]");
    private static final Set<String> NETWORK = Set.of("JdkNetwork.java", "JdkWebSocket.java", "LimitedBody.java");

    private static Set<String> packages(boolean ofNetwork) throws IOException {
        var packages = new TreeSet<String>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/feathers4j/client"))) {
            for (Path file : files.toList()) {
                if (NETWORK.contains(file.getFileName().toString()) != ofNetwork) continue;
                USE.matcher(Files.readString(file)).results().forEach(use -> packages.add(use.group(1)));
            }
        }
        return packages;
    }

    @Test
    void the_client_itself_needs_nothing_that_Android_does_not_have() throws IOException {
        assertThat(packages(false))
                .containsExactlyInAnyOrder(
                        "java.io",
                        "java.net",
                        "java.nio.charset",
                        "java.nio.file",
                        "java.time",
                        "java.util",
                        "java.util.concurrent",
                        "java.util.concurrent.atomic",
                        "java.util.concurrent.locks",
                        "java.util.function");
        assertThat(packages(true)).contains("java.net.http");
    }
}
