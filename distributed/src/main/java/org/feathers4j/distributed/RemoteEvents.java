package org.feathers4j.distributed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.Lane;
import org.feathers4j.ServiceHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the proxies of this application emit what happened to their services elsewhere: in order for each service, without one service's slow listeners
 * holding up the others.
 */
final class RemoteEvents {
    private static final Logger log = LoggerFactory.getLogger(RemoteEvents.class);

    private final Application app;
    private final int laneLimit;
    private final Map<Provided, String> localPaths = new ConcurrentHashMap<>();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /** A service as its provider names it. */
    private record Provided(String key, String path) {}

    RemoteEvents(Application app, int laneLimit) {
        this.app = app;
        this.laneLimit = laneLimit;
    }

    void added(Route route) {
        localPaths.put(new Provided(route.key(), route.remotePath()), route.localPath());
        lanes.put(route.localPath(), new Lane("events of " + route.localPath(), laneLimit));
    }

    void removed(Route route) {
        localPaths.remove(new Provided(route.key(), route.remotePath()));
        lanes.remove(route.localPath());
    }

    /** Called on a thread of the link. */
    void on(MeshEvent event) {
        EventMessage message = EventMessage.fromJson(event.message()).orElse(null);
        if (message == null) {
            log.debug("An event '{}' without a path is ignored", event.name());
            return;
        }
        // no proxy: our own event that came back, one of a replica, or of a service nobody here uses
        String localPath =
                localPaths.get(new Provided(message.key(), org.feathers4j.ServicePath.normal(message.path())));
        Lane lane = localPath == null ? null : lanes.get(localPath);
        if (localPath != null && lane != null) lane.add(() -> emit(localPath, event.name(), message));
    }

    private void emit(String localPath, String event, EventMessage message) {
        ServiceHandle service = app.find(localPath).orElse(null);
        if (service == null || !(service.implementation() instanceof RemoteService)) return;
        HookContext context = EventContext.of(service, message);
        service.emit(event, message.item(), context);
    }
}
