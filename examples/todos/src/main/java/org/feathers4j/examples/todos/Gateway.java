package org.feathers4j.examples.todos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.Peer;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * The entrance: has no services of its own, and passes every call on to whoever offers the service. A page at its root shows the todos, live.
 */
public final class Gateway {
    private Gateway() {}

    /** Listens on the port in the environment variable PORT, 3030 unless set; TIMEOUT is how many seconds a call may take, 10 unless set. */
    public static void main(String[] args) {
        int port = Ports.fromEnvironment(3030);
        long timeout = Long.parseLong(System.getenv().getOrDefault("TIMEOUT", "10"));
        Application app = Application.create();
        Page.serve(app.configure(Server.create()));
        Channels channels = app.configure(Channels.create());
        app.onConnection(connection -> channels.channel("everybody").join(connection));
        channels.publish((item, context) -> channels.channel("everybody"));
        Distribution mesh = app.configure(
                Distribution.create(o -> o.key("gateway").services().timeout(Duration.ofSeconds(timeout))));
        app.use("mesh", Service.find(params -> overview(mesh)));
        app.listen(port);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
    }

    /** Who is there: path of each remote service, and the applications that offer it. */
    private static Map<String, @Nullable Object> overview(Distribution mesh) {
        var owners = new LinkedHashMap<String, @Nullable Object>();
        for (String path : mesh.remoteServices())
            owners.put(path, mesh.owners(path).stream().map(Peer::toString).toList());
        return owners;
    }
}
