package org.feathers4j.examples.demo;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A process whose application can't start ends, with what is wrong as its last word. */
class FailedStartTest {
    private final List<Process> started = new ArrayList<>();

    private Process start(String cause, int port) throws IOException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FailingStart.class.getName(),
                        cause,
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    @AfterEach
    void kill() throws InterruptedException {
        for (Process process : started) process.destroyForcibly().waitFor();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void assertEnds(Process process, String why) throws IOException, InterruptedException {
        assertThat(process.waitFor(Patience.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS))
                .as(why)
                .isTrue();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Exception in thread \"main\"")
                .contains(why);
        assertThat(process.exitValue()).isEqualTo(1);
    }

    @Test
    void a_main_whose_application_can_not_start_ends_with_1_whatever_the_cause() throws Exception {
        int port = freePort();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process secret = start("secret", port);
            Process setup = start("setup", port);
            Process servers = start("servers", freePort());
            Process used = start("port", taken.getLocalPort());
            assertEnds(secret, "secret");
            assertEnds(setup, "no database");
            assertEnds(servers, "is a second Server configured?");
            assertEnds(used, "is in use by another program");
        }
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
                    }
                })
                .isInstanceOf(ConnectException.class);
    }
}
