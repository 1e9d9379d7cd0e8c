package org.feathers4j.benchmarks;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.Plugin;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/** An application to be measured, as {@code node/app.mjs} is. */
final class App implements Commands {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Application app = Application.create();
    private final @Nullable Distribution mesh;
    private final Publishing publishing = new Publishing(app);

    App(AppSettings settings) {
        Duration away = settings.recovery() ? Duration.ofMinutes(2) : Duration.ZERO;
        app.configure(Server.create(o -> o.host("127.0.0.1").sockets(s -> s.connectionStateRecovery(away))));
        mesh = settings.mesh() ? app.configure(distribution(settings)) : null;
        if (mesh == null) publishToEverybody();
        for (String path : settings.services()) {
            if (path.equals("seen")) app.use(path, Service.find(publishing::onReport));
            else app.use(path, new Todos());
        }
        app.listen(0);
    }

    private static Plugin<Distribution> distribution(AppSettings settings) {
        return Distribution.create(o -> o.key(settings.key())
                .services(settings.services().toArray(String[]::new))
                .cote(Map.of("broadcast", "127.255.255.255")));
    }

    private void publishToEverybody() {
        Channels channels = app.configure(Channels.create());
        app.on("connection", args -> channels.channel("everybody").join((Connection) args[0]));
        channels.publish((item, context) -> channels.channel("everybody"));
    }

    @Override
    public int port() {
        return app.port();
    }

    @Override
    public @Nullable Object obey(String command, Map<?, ?> members) throws Exception {
        return switch (command) {
            case "usable" ->
                Todos.idOf(mesh().await(String.valueOf(members.get("path")), TIMEOUT)
                        .get(1));
            case "remotes" -> awaitRemotes(Commands.number(members, "count"), millis(members));
            case "used" -> used();
            case "calls" -> calls(members);
            case "subscribe" -> new Subscription(app, String.valueOf(members.get("name"))).begin();
            case "subscribers" -> publishing.awaitSubscribers(Commands.number(members, "count"));
            case "publish" -> publishing.publish(millis(members)).json();
            default -> throw new IllegalArgumentException("There is no command '%s'".formatted(command));
        };
    }

    /** Bytes of memory that are in use, without what is only waiting for the collector. */
    private static long used() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    private Map<String, @Nullable Object> calls(Map<?, ?> members) throws InterruptedException {
        var calls = new Calls(app.service("todos"), String.valueOf(members.get("method")));
        return calls.run(Commands.number(members, "inFlight"), millis(members)).json();
    }

    /** How many remote services there are, once they are so many, or after so long. */
    private int awaitRemotes(int count, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (mesh().remoteServices().size() < count && System.nanoTime() < end) Thread.sleep(5);
        return mesh().remoteServices().size();
    }

    private static Duration millis(Map<?, ?> members) {
        return Duration.ofMillis(Commands.number(members, "millis"));
    }

    private Distribution mesh() {
        if (mesh == null) throw new IllegalStateException("This application is not on the mesh");
        return mesh;
    }
}
