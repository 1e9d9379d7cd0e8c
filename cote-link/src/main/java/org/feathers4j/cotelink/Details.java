package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.feathers4j.cote.MonitoredNode;
import org.feathers4j.distributed.PeerDetails;
import org.jspecify.annotations.Nullable;

/** What the hellos of the components of each application tell about it. */
final class Details {
    private static final int LONGEST = 200;
    private static final Pattern SCRIPT = Pattern.compile(".*\\.[cm]?[jt]s");
    private static final Pattern CLASS_OR_JAR = Pattern.compile("(.*\\.)?[A-Z]\\w*|.*\\.jar");

    private Details() {}

    /** The details by the uuids of the applications. */
    static Map<String, PeerDetails> of(List<MonitoredNode> nodes) {
        var byUuid = new HashMap<String, PeerDetails>();
        for (MonitoredNode each : nodes)
            if (FeathersComponents.MAIN.contains(each.name())
                    && each.advertisement().get("appUuid") instanceof String uuid)
                byUuid.merge(uuid, details(each), Details::latest);
        return byUuid;
    }

    /** An application is heard when any of its components is. */
    private static PeerDetails latest(PeerDetails one, PeerDetails other) {
        Duration first = one.silence();
        Duration second = other.silence();
        return first != null && second != null && first.compareTo(second) <= 0 ? one : other;
    }

    private static PeerDetails details(MonitoredNode node) {
        // Node adds the arguments, which may be secrets (cote, components/discovery.js)
        String program = known(node.processCommand().split(" ", 2)[0]);
        return new PeerDetails(
                known(node.hostName()), known(node.address()), program, runtime(program), node.silence());
    }

    private static @Nullable String known(String text) {
        if (text.isEmpty()) return null;
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Hellos do not name it, but Node names the script and Java the main class or the jar. */
    private static @Nullable String runtime(@Nullable String program) {
        if (program == null) return null;
        if (SCRIPT.matcher(program).matches()) return "Node";
        return CLASS_OR_JAR.matcher(program).matches() ? "Java" : null;
    }
}
