package org.feathers4j.architecture;

import java.util.List;
import java.util.Set;

import static org.feathers4j.architecture.Library.ASSERTJ;
import static org.feathers4j.architecture.Library.JACKSON;
import static org.feathers4j.architecture.Library.JMAIL;
import static org.feathers4j.architecture.Library.JSON_SCHEMA;
import static org.feathers4j.architecture.Library.JUNIT;
import static org.feathers4j.architecture.Library.JVM;
import static org.feathers4j.architecture.Library.LOGBACK;
import static org.feathers4j.architecture.Library.NETTY;
import static org.feathers4j.architecture.Library.NIMBUS_JOSE;
import static org.feathers4j.architecture.Library.NIMBUS_OAUTH;
import static org.feathers4j.architecture.Library.SOCKETS;
import static org.feathers4j.architecture.Library.SPRING_CRYPTO;
import static org.feathers4j.architecture.Library.TYPESAFE_CONFIG;
import static org.feathers4j.architecture.Library.VERTX;
import static org.feathers4j.architecture.Library.VERTX_REDIS;
import static org.feathers4j.architecture.Library.VERTX_WEB;

/** The rooms and their arrows: the table of the design, to be changed together with it and with a note in docs/decisions. */
final class Design {

    static final List<Room> ROOMS = List.of(
            Room.of("core", Set.of(), Set.of()),
            // reads and writes the JDK's addresses as values, and opens none
            Room.of("json", Set.of("core"), Set.of(JACKSON, SOCKETS)),
            Room.of("memory", Set.of("core"), Set.of()),
            Room.of("hooks", Set.of("core", "json"), Set.of(JSON_SCHEMA, JMAIL)),
            Room.of("configuration", Set.of("core", "hooks"), Set.of(TYPESAFE_CONFIG)),
            Room.of("transport", Set.of("core"), Set.of()),
            Room.of("socketio", Set.of("json"), Set.of()),
            Room.of(
                    "server",
                    Set.of("core", "transport", "json", "socketio"),
                    Set.of(VERTX, VERTX_WEB, NETTY, SOCKETS)),
            Room.of("authentication", Set.of("core", "json", "hooks"), Set.of(NIMBUS_JOSE, SPRING_CRYPTO)),
            // asks providers with the JDK's HTTP client
            Room.of("oauth", Set.of("core", "json", "authentication"), Set.of(NIMBUS_OAUTH, SOCKETS)),
            Room.of("distributed", Set.of("core"), Set.of()),
            Room.of("cote", Set.of("json"), Set.of(VERTX, VERTX_REDIS, NETTY, SOCKETS)),
            Room.of("cote-link", Set.of("cote", "distributed", "core", "json"), Set.of()),
            // makes nothing but a page out of what cote tells
            Room.of("cote-web", Set.of("cote", "json"), Set.of(VERTX)),
            // where cote and Socket.IO meet, which know nothing of each other
            Room.of("sockend", Set.of("cote", "server", "json"), Set.of()),
            Room.of(
                    "testkit",
                    Set.of("core", "json", "memory", "transport", "server", "distributed", "cote", "cote-link"),
                    Set.of(JUNIT, ASSERTJ, VERTX, SOCKETS)),
            Room.of(
                    "feathers4j",
                    Set.of(
                            "core",
                            "json",
                            "hooks",
                            "configuration",
                            "memory",
                            "transport",
                            "server",
                            "authentication",
                            "distributed",
                            "cote",
                            "cote-link"),
                    Set.of()),
            Room.of("test-rules", Set.of(), Set.of(JUNIT, LOGBACK, SOCKETS, JVM)));

    /** Modules that nobody imports and that may import anything. */
    static final Set<String> FREE = Set.of("examples/todos", "interop", "benchmarks", "architecture", "lint");

    /** The layers of cote, lowest first. */
    static final List<Layer> COTE = List.of(
            // options, limits and counters, and the outside world as an interface
            Layer.of("base", Set.of(), """
                    Budget CoteContext CoteLimits CoteLogs CoteOptions CoteOptionsDraft CoteSettings CoteTimes
                    Counters DatagramListener DatagramPort DatagramSettings LocalInterface Network PortRange
                    RedisOptions Remarks SerialExecutor Traffic Vitals Wire WireAcceptor WireListener WireServer
                    """),
            // sockets, timers and the loop
            Layer.of("vertx", Set.of("base"), """
                    KeepAlive VertxDatagrams VertxListening VertxNetwork VertxRedis VertxWire
                    """),
            // frames and the connections that carry them
            Layer.of("axon", Set.of("base"), """
                    AcceptedConnections AmpArgument AmpConnection AmpDecoder AmpEncoder AmpFrame AxonReply
                    AxonRequest Outbox OutboxRoom Outgoing ProtocolException Topic
                    """),
            // hellos, and who is there
            Layer.of("discovery", Set.of("base"), """
                    Advertisement AxonType CallerWatch Component CoteNode DiscoveryListener Hello HelloCipher
                    Hellos LivenessCheck Node NodeEffect NodeListener NodeSignal NodeTable RecentHellos
                    """),
            // axon's sockets, announced and connected by discovery
            Layer.of("sockets", Set.of("base", "axon", "discovery"), """
                    AxonSocket CoteEngine Dialer Drain IncomingCall Line MonitorReports Outcome PendingCall
                    PubSocket RepSocket ReqSocket RequestChannel RequestException SubSocket Target
                    """),
            // what users make
            Layer.of("components", Set.of("base", "vertx", "axon", "discovery", "sockets"), """
                    Balance Catalogue ComponentOptions Cote Endpoint Monitor MonitorTable MonitoredNode Offer
                    PendingBalancedRequester Publisher Requester Responder Subscriber TimeBalancedRequester
                    Watchers
                    """));

    private Design() {}
}
