package org.feathers4j.examples.demo;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;
import org.jspecify.annotations.Nullable;

/** The replicas of the demo as a service of the mesh, so that the page can kill and start them. Only the demo has it. */
final class Processes implements Service.Finds, Service.Patches {
    private final Demo demo;

    private Processes(Demo demo) {
        this.demo = demo;
    }

    static Application started(Demo demo) {
        Application app = Application.create();
        app.configure(Distribution.create(
                o -> o.key("demo").services("processes").remoteServices().cote(Map.of("broadcast", Demo.BROADCAST))));
        app.use("processes", new Processes(demo));
        return app.setup();
    }

    @Override
    public Object find(Params params) {
        return Demo.REPLICAS.stream().map(this::described).toList();
    }

    /** {@code {"running": false}} kills a replica as SIGKILL does, {@code {"running": true}} starts it again. */
    @Override
    public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
        if (id == null || !(data instanceof Map<?, ?> change) || !(change.get("running") instanceof Boolean running))
            throw FeathersException.badRequest("Say which process, and whether it is to run: {\"running\": true}");
        int port = (int) id.asLong();
        if (!Demo.REPLICAS.contains(port)) throw FeathersException.notFound("No replica has the port %s", id);
        demo.setRunning(port, running);
        return described(port);
    }

    private Map<String, Object> described(int port) {
        return Map.of("id", port, "name", "Replica " + port, "running", demo.isRunning(port));
    }
}
