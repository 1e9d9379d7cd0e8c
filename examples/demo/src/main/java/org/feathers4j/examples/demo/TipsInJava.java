package org.feathers4j.examples.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;

/** A replica of the service {@code tips} in Java. The other one runs on Node, where Node is installed. */
final class TipsInJava {
    private static final List<String> TIPS = List.of(
            "Every gateway passes calls on: start a second one on another port.",
            "Hooks see the same values whether a service is here or elsewhere.",
            "Stop a replica with Ctrl-C: it says goodbye and ends what it is at.");

    private TipsInJava() {}

    static Application started() {
        Application app = Application.create();
        app.configure(Distribution.create(
                o -> o.key("tips").services("tips").remoteServices().cote(Map.of("broadcast", Demo.BROADCAST))));
        var next = new AtomicInteger();
        app.use(
                "tips",
                Service.get((id, params) -> Map.of(
                        "id", id.value(),
                        "text", TIPS.get(Math.floorMod(next.getAndIncrement(), TIPS.size())),
                        "by", "Java " + Runtime.version().feature())));
        return app.setup();
    }
}
