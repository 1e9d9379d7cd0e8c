package org.feathers4j.coteweb;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.feathers4j.cote.Cote;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Monitor;
import org.feathers4j.cote.Subscriber;

/**
 * A page with a live picture of the network: hosts, processes, components and their connections, with message rates, pending calls, last hellos and who
 * serves what. It shows components of Java and of Node.
 *
 * <pre>{@code
 * try (var cote = Cote.create(MonitoringTool::times); var tool = MonitoringTool.start(cote, 5555)) {
 *     System.out.println(tool.url());
 * }
 * }</pre>
 *
 * <p>It listens on this host only, unless told otherwise: whoever sees the page sees the whole network.
 */
public final class MonitoringTool implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final HttpServer server;
    private final Pictures pictures;
    private final Monitor monitor;
    private final Subscriber services;

    private MonitoringTool(Vertx vertx, HttpServer server, Pictures pictures, Monitor monitor, Subscriber services) {
        this.vertx = vertx;
        this.server = server;
        this.pictures = pictures;
        this.monitor = monitor;
        this.services = services;
    }

    /**
     * Starts it on the loopback of this host.
     *
     * @param cote sees the network, for instance one with {@link #times}; goes on when the tool is closed
     * @param port 0 for a free one
     * @throws IllegalStateException when the port is taken
     */
    public static MonitoringTool start(Cote cote, int port) {
        return start(cote, LOOPBACK, port);
    }

    /**
     * Sets the times of a cote that sees the whole network: a hello every 2 s, as components with cote's defaults lose it after 5 s, and a node timeout
     * of 30 s, as applications of Feathers say hello every 10 s.
     *
     * @return the same options
     */
    public static CoteOptions.Builder times(CoteOptions.Builder options) {
        return options.helloInterval(Duration.ofSeconds(2))
                .checkInterval(Duration.ofSeconds(20))
                .nodeTimeout(Duration.ofSeconds(30));
    }

    /**
     * Starts it on an address.
     *
     * @param cote sees the network
     * @param address {@code 0.0.0.0} for all of this host
     * @param port 0 for a free one
     * @throws IllegalStateException when the port is taken
     */
    public static MonitoringTool start(Cote cote, String address, int port) {
        var offered = new OfferedServices();
        Monitor monitor = cote.monitor("monitor");
        // not the name of Feathers' own, which Node would take for an application
        Subscriber services = cote.subscriber(
                "monitor services",
                o -> o.key("services")
                        .namespace("services")
                        .subscribesTo("service", "service-removed", "service-withdrawn"));
        services.on("*", offered::on);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var pictures = new Pictures(vertx, new PictureMaker(monitor::nodes, offered::byApp));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(2048))
                .requestHandler(new Page(pictures));
        var tool = new MonitoringTool(vertx, server, pictures, monitor, services);
        tool.listen(address, port);
        return tool;
    }

    private void listen(String address, int port) {
        try {
            server.listen(port, address)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            pictures.begin();
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The monitoring tool cannot listen on %s:%d".formatted(address, port), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.actualPort();
    }

    /** What to open in a browser of this host. */
    public String url() {
        return "http://%s:%d/".formatted(LOOPBACK, port());
    }

    /** Stops the page, its monitor and its subscriber. */
    @Override
    public void close() {
        pictures.end();
        monitor.close();
        services.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The page did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs it until the process is ended, configured by cote's environment variables.
     *
     * @param arguments the port, 5555 unless given, and the address, 127.0.0.1 unless given
     */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5555;
        String address = arguments.length > 1 ? arguments[1] : LOOPBACK;
        try (var cote = Cote.create(o -> times(o).log(false));
                var tool = start(cote, address, port)) {
            System.out.println(tool.url());
            new CountDownLatch(1).await();
        }
    }
}
