package org.feathers4j.cote;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * The discovery packet of one component.
 *
 * @param pid uuid of the process
 * @param iid uuid of the component, its identity on the network
 * @param hostName of the host it runs on
 * @param isMaster whether it has made itself master, which means nothing
 * @param isMasterEligible whether it might
 * @param weight who becomes master
 * @param advertisement what it does
 * @param processCommand for monitors
 * @param advertisedAddress where to connect to instead of where the hello comes from; empty for there. Node peers know nothing of it
 * @param securePort TCP port for those who know the secret of the mesh; 0 when there is none. Node peers know nothing of it
 * @param signed whether it was signed with this mesh's secret; not part of the datagram
 */
record Hello(
        String pid,
        String iid,
        String hostName,
        boolean isMaster,
        boolean isMasterEligible,
        Number weight,
        Advertisement advertisement,
        String processCommand,
        String advertisedAddress,
        int securePort,
        boolean signed) {
    private static final JsonLimits LIMITS =
            JsonLimits.create(l -> l.maxDepth(32).maxLength(64 * 1024).maxNameLength(1000));
    private static final int LONGEST_ID = 256;
    private static final int HIGHEST_PORT = 65_535;

    /** A hello of a component that is reachable at the address it comes from, without a secret. */
    Hello(
            String pid,
            String iid,
            String hostName,
            boolean isMaster,
            boolean isMasterEligible,
            Number weight,
            Advertisement advertisement,
            String processCommand) {
        this(pid, iid, hostName, isMaster, isMasterEligible, weight, advertisement, processCommand, "", 0, false);
    }

    /** This hello, of which the signature was verified. */
    Hello verified() {
        return new Hello(
                pid,
                iid,
                hostName,
                isMaster,
                isMasterEligible,
                weight,
                advertisement,
                processCommand,
                advertisedAddress,
                securePort,
                true);
    }

    /** Whether only those who know a secret can connect. */
    boolean needsSecret() {
        return securePort > 0 && securePort == advertisement.port();
    }

    /** The datagram, members in node-discover's order. Receivers replace the address by where it came from. */
    byte[] toBytes() {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("isMaster", isMaster);
        data.put("isMasterEligible", isMasterEligible);
        data.put("weight", weight);
        data.put("address", "127.0.0.1");
        data.put("advertisement", advertisement.members());
        data.put("id", iid);
        data.put("processId", pid);
        data.put("processCommand", processCommand);
        if (!advertisedAddress.isEmpty()) data.put("advertisedAddress", advertisedAddress);
        if (securePort > 0) data.put("securePort", securePort);
        var hello = new LinkedHashMap<String, @Nullable Object>();
        hello.put("event", "hello");
        hello.put("pid", pid);
        hello.put("iid", iid);
        hello.put("hostName", hostName);
        hello.put("data", data);
        return Json.bytes(hello);
    }

    /** The hello in a datagram; empty when there is none, or an invalid one. */
    static Optional<Hello> parse(byte[] datagram) {
        if (datagram.length > LIMITS.maxLength()) return Optional.empty();
        try {
            return of(Json.parse(datagram, 0, datagram.length, LIMITS));
        } catch (JsonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Hello> of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> hello) || !"hello".equals(hello.get("event"))) return Optional.empty();
        if (!(hello.get("iid") instanceof String iid) || iid.isEmpty() || iid.length() > LONGEST_ID)
            return Optional.empty();
        if (!(hello.get("data") instanceof Map<?, ?> data)) return Optional.empty();
        return Advertisement.parse(data.get("advertisement"))
                .map(advertisement -> new Hello(
                        text(hello.get("pid")),
                        iid,
                        text(hello.get("hostName")),
                        Boolean.TRUE.equals(data.get("isMaster")),
                        Boolean.TRUE.equals(data.get("isMasterEligible")),
                        data.get("weight") instanceof Number weight ? weight : 0,
                        advertisement,
                        text(data.get("processCommand")),
                        text(data.get("advertisedAddress")),
                        port(data.get("securePort")),
                        false));
    }

    private static int port(@Nullable Object json) {
        return json instanceof Integer port && port > 0 && port <= HIGHEST_PORT ? port : 0;
    }

    private static String text(@Nullable Object json) {
        return json instanceof String text ? text : "";
    }
}
