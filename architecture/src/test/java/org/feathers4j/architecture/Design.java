package org.feathers4j.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.Map.entry;
import static org.feathers4j.architecture.Library.ASSERTJ;
import static org.feathers4j.architecture.Library.HIKARI;
import static org.feathers4j.architecture.Library.JACKSON;
import static org.feathers4j.architecture.Library.JAKARTA_MAIL;
import static org.feathers4j.architecture.Library.JAKARTA_VALIDATION;
import static org.feathers4j.architecture.Library.JAXB;
import static org.feathers4j.architecture.Library.JDBC;
import static org.feathers4j.architecture.Library.JMAIL;
import static org.feathers4j.architecture.Library.JNATS;
import static org.feathers4j.architecture.Library.JOOQ;
import static org.feathers4j.architecture.Library.JSON_SCHEMA;
import static org.feathers4j.architecture.Library.JUNIT;
import static org.feathers4j.architecture.Library.JVM;
import static org.feathers4j.architecture.Library.LINCHECK;
import static org.feathers4j.architecture.Library.LOGBACK;
import static org.feathers4j.architecture.Library.MICROMETER;
import static org.feathers4j.architecture.Library.NETTY;
import static org.feathers4j.architecture.Library.NIMBUS_JOSE;
import static org.feathers4j.architecture.Library.NIMBUS_OAUTH;
import static org.feathers4j.architecture.Library.OPENTELEMETRY;
import static org.feathers4j.architecture.Library.OPENTELEMETRY_CONTEXT;
import static org.feathers4j.architecture.Library.POSTGRESQL;
import static org.feathers4j.architecture.Library.SOCKETS;
import static org.feathers4j.architecture.Library.SPRING;
import static org.feathers4j.architecture.Library.SPRING_BEARER;
import static org.feathers4j.architecture.Library.SPRING_CRYPTO;
import static org.feathers4j.architecture.Library.SPRING_JWT;
import static org.feathers4j.architecture.Library.SPRING_SECURITY;
import static org.feathers4j.architecture.Library.SQLITE;
import static org.feathers4j.architecture.Library.SWAGGER_UI;
import static org.feathers4j.architecture.Library.TLS;
import static org.feathers4j.architecture.Library.TYPESAFE_CONFIG;
import static org.feathers4j.architecture.Library.VERTX;
import static org.feathers4j.architecture.Library.VERTX_REDIS;
import static org.feathers4j.architecture.Library.VERTX_WEB;
import static org.feathers4j.architecture.Library.XML;

/** The modules and their dependencies: the table of the design, to be changed together with it and with a note in docs/decisions. */
final class Design {

    static final List<DesignedModule> MODULES = List.of(
            DesignedModule.of("core", Set.of(), Set.of()),
            // reads and writes the JDK's addresses as values, and opens none
            DesignedModule.of("json", Set.of("core"), Set.of(JACKSON, SOCKETS)),
            DesignedModule.of("adapter", Set.of("core"), Set.of()),
            DesignedModule.of("memory", Set.of("core", "adapter"), Set.of()),
            DesignedModule.of(
                    "sql", Set.of("core", "json", "adapter"), Set.of(JOOQ, JAXB, JDBC, HIKARI, SQLITE, POSTGRESQL)),
            DesignedModule.of("hooks", Set.of("core", "json"), Set.of(JSON_SCHEMA, JMAIL, JAKARTA_VALIDATION)),
            DesignedModule.of("configuration", Set.of("core", "hooks"), Set.of(TYPESAFE_CONFIG)),
            DesignedModule.of("transport", Set.of("core"), Set.of()),
            DesignedModule.of("channels", Set.of("core"), Set.of()),
            DesignedModule.of("socketio", Set.of("json"), Set.of()),
            // the JDK's HTTP client and WebSocket
            DesignedModule.of("client", Set.of("core", "json", "socketio"), Set.of(SOCKETS)),
            DesignedModule.of("socketio-server", Set.of("socketio", "json"), Set.of(VERTX, NETTY, SOCKETS)),
            DesignedModule.of(
                    "server",
                    Set.of("core", "transport", "channels", "json", "socketio-server"),
                    Set.of(VERTX, VERTX_WEB, NETTY, SOCKETS)),
            DesignedModule.of("authentication", Set.of("core", "json", "hooks"), Set.of(NIMBUS_JOSE, SPRING_CRYPTO)),
            // asks providers with the JDK's HTTP client
            DesignedModule.of("oauth", Set.of("core", "json", "authentication"), Set.of(NIMBUS_OAUTH, SOCKETS)),
            DesignedModule.of("mailer", Set.of("core"), Set.of(JAKARTA_MAIL, TLS)),
            // tells any notifier, so it knows no mailer
            DesignedModule.of("accounts", Set.of("core", "hooks", "authentication"), Set.of()),
            DesignedModule.of("distributed", Set.of("core"), Set.of()),
            DesignedModule.of("cote", Set.of("json"), Set.of(VERTX, VERTX_REDIS, NETTY, SOCKETS, TLS)),
            DesignedModule.of("cote-link", Set.of("cote", "distributed", "core", "json"), Set.of()),
            // shows what any link tells, so it knows none
            DesignedModule.of("mesh-page", Set.of("core", "distributed", "server"), Set.of(VERTX, VERTX_WEB)),
            // describes what services and their hooks tell
            DesignedModule.of(
                    "openapi",
                    Set.of("core", "json", "hooks", "adapter", "authentication", "server"),
                    Set.of(VERTX, VERTX_WEB, SWAGGER_UI, SOCKETS)),
            // reads what these count anyway
            DesignedModule.of(
                    "micrometer",
                    Set.of("core", "channels", "distributed", "server", "socketio-server"),
                    Set.of(MICROMETER)),
            DesignedModule.of(
                    "opentelemetry", Set.of("core", "distributed"), Set.of(OPENTELEMETRY, OPENTELEMETRY_CONTEXT)),
            // its check for containers asks over HTTP
            DesignedModule.of(
                    "health", Set.of("core", "json", "distributed", "server"), Set.of(VERTX, VERTX_WEB, SOCKETS)),
            DesignedModule.of(
                    "sse",
                    Set.of("core", "transport", "channels", "json", "socketio-server", "server"),
                    Set.of(VERTX, VERTX_WEB)),
            // talks to S3, which answers in XML, with the JDK's HTTP client
            DesignedModule.of("files", Set.of("core", "transport", "server"), Set.of(SOCKETS, XML)),
            DesignedModule.of("nats", Set.of("distributed", "core", "json"), Set.of(JNATS, TLS)),
            // where cote and Socket.IO meet, which know nothing of each other
            DesignedModule.of("sockend", Set.of("cote", "socketio-server", "json"), Set.of()),
            DesignedModule.of(
                    "testkit",
                    Set.of("core", "json", "memory", "transport", "server", "distributed", "cote", "cote-link"),
                    Set.of(JUNIT, ASSERTJ, VERTX, SOCKETS)),
            DesignedModule.of(
                    "feathers4j",
                    Set.of(
                            "core",
                            "json",
                            "hooks",
                            "configuration",
                            "adapter",
                            "memory",
                            "transport",
                            "channels",
                            "socketio-server",
                            "server",
                            "authentication",
                            "distributed",
                            "cote",
                            "cote-link"),
                    Set.of()),
            // beans of what an application has; all but core and server is optional
            DesignedModule.of(
                    "spring-boot",
                    Set.of(
                            "core",
                            "server",
                            "distributed",
                            "cote",
                            "cote-link",
                            "nats",
                            "health",
                            "micrometer",
                            "opentelemetry",
                            "openapi",
                            "sql"),
                    Set.of(SPRING, SPRING_SECURITY, SPRING_BEARER, SPRING_JWT, MICROMETER, OPENTELEMETRY, JDBC)),
            DesignedModule.of(
                    "spring-boot-starter",
                    Set.of(
                            "spring-boot",
                            "core",
                            "json",
                            "hooks",
                            "memory",
                            "channels",
                            "server",
                            "distributed",
                            "cote-link",
                            "health"),
                    Set.of(SPRING)),
            DesignedModule.of("test-rules", Set.of(), Set.of(JUNIT, LOGBACK, LINCHECK, SOCKETS, JVM)));

    /** Modules that no module imports and that may import anything. */
    static final Set<String> FREE = Set.of(
            "bom",
            "examples/todos",
            "examples/demo",
            "examples/spring-boot",
            "docs",
            "archetype",
            "interop",
            "benchmarks",
            "architecture",
            "lint");

    /** The layers of cote, lowest first. */
    static final List<Layer> COTE = List.of(
            // the outside world as interfaces
            Layer.of("network", Set.of(), """
                    DatagramListener DatagramPort DatagramSettings Discovery DiscoveryProvider LocalInterface
                    MeshIdentity MeshSecret Network PortRange Wire WireAcceptor WireListener WireServer
                    """),
            // sockets, timers and the loop, and the ways that hellos go
            Layer.of("vertx", Set.of("network"), """
                    DnsDiscovery DnsLookup DnsSettings KeepAlive RedisDiscovery RedisDiscoveryProvider RedisOptions UdpDiscovery VertxDatagrams
                    VertxListening VertxLoops VertxNetwork VertxRedis VertxTransport VertxWire
                    """),
            // options, limits and counters
            Layer.of("base", Set.of("network", "vertx"), """
                    Budget CoteContext CoteLimits CoteLogs CoteOptions CoteSettings CoteTimes Counters RateLimitedLog
                    OpenPorts SerialExecutor Traffic ComponentStatus
                    """),
            // frames and the connections that carry them
            Layer.of("axon", Set.of("network", "base"), """
                    AcceptedConnections AmpArgument AmpConnection AmpDecoder AmpEncoder AmpFrame AxonReply
                    AxonRequest Outbox OutboxRoom Outgoing ProtocolException Topic
                    """),
            // hellos, and who is there
            Layer.of("discovery", Set.of("network", "base"), """
                    Advertisement AxonType StaleSubscriberDetector Component CoteNode DiscoveryListener Hello HelloCipher
                    Hellos LivenessCheck MonitoredNode Node NodeEffect NodeListener NodeSignal NodeTable RecentHellos
                    """),
            // axon's sockets, announced and connected by discovery
            Layer.of("sockets", Set.of("network", "base", "axon", "discovery"), """
                    AxonSocket CoteEngine Connector Drain IncomingCall ReconnectingConnection MonitorReports Outcome PendingCall
                    PubSocket RepSocket ReqSocket RequestChannel RequestException SubSocket RemoteAddress
                    """),
            // what users make
            Layer.of("components", Set.of("network", "vertx", "base", "axon", "discovery", "sockets"), """
                    ServiceDirectory ComponentOptions Cote Endpoint FastestAnswers FewestPending LoadBalancer Monitor
                    MonitorTable Offer Publisher Requester Responder ResponseTimes RoundRobin
                    Subscriber NodeListeners
                    """));

    /**
     * How many types the largest circle of a module has, where it has one, and what makes it one. Fewer are welcome: lower the number. More are refused.
     *
     * @param types how many top-level types
     * @param why in one sentence
     */
    record Circle(int types, String why) {}

    static final Map<String, Circle> CIRCLES = Map.ofEntries(
            entry(
                    "core",
                    new Circle(
                            28,
                            "A hook gets its call, and the call leads to its application and service, which take hooks, as in Feathers.")),
            entry(
                    "json",
                    new Circle(
                            6,
                            "A view of an object or an array reads its members when asked, and those are views again.")),
            entry(
                    "sql",
                    new Circle(
                            4,
                            "A transaction writes the events to be kept, which listeners with a name read in transactions again.")),
            entry("hooks", new Circle(4, "Issues of objects and arrays explain their members, by schemas again.")),
            entry("transport", new Circle(2, "The dispatcher answers errors, whose form depends on its options.")),
            entry(
                    "channels",
                    new Circle(
                            3, "A named channel leads to its members, and they to the table that holds the channel.")),
            entry(
                    "socketio-server",
                    new Circle(
                            7,
                            "A session, its transports and its event loop lead to each other, and to the sessions of the server; a socket, its client and who may come back likewise.")),
            entry(
                    "client",
                    new Circle(
                            2,
                            "A socket and its present connection lead to each other, and so do the JDK's network and its WebSockets.")),
            entry("server", new Circle(4, "Handlers of middleware may ask the server that they run in.")),
            entry("files", new Circle(3, "A store of blobs names its implementations.")),
            entry(
                    "authentication",
                    new Circle(
                            7,
                            "A strategy uses the service that it is registered with, and options bring strategies to that service.")),
            entry(
                    "distributed",
                    new Circle(
                            4,
                            "A load balancer and a loop name their implementations; a link and its mesh know each other.")),
            entry(
                    "cote",
                    new Circle(
                            7, "Cote makes components of each kind, and each registers with the Cote that made it.")),
            entry(
                    "sse",
                    new Circle(
                            2, "The streams of an application end each stream, and a stream that is lost tells them.")),
            entry("sockend", new Circle(2, "A client is in rooms, and rooms hold clients.")),
            entry(
                    "testkit",
                    new Circle(
                            11, "The contract runs groups of cases, each of which gets the contract that is tested.")));

    private Design() {}
}
