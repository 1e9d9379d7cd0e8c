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
            Room.of("channels", Set.of("core"), Set.of()),
            Room.of("socketio", Set.of("json"), Set.of()),
            Room.of(
                    "server",
                    Set.of("core", "transport", "channels", "json", "socketio"),
                    Set.of(VERTX, VERTX_WEB, NETTY, SOCKETS)),
            Room.of("authentication", Set.of("core", "json", "hooks"), Set.of(NIMBUS_JOSE, SPRING_CRYPTO)),
            // asks providers with the JDK's HTTP client
            Room.of("oauth", Set.of("core", "json", "authentication"), Set.of(NIMBUS_OAUTH, SOCKETS)),
            Room.of("distributed", Set.of("core"), Set.of()),
            Room.of("cote", Set.of("core", "distributed", "json"), Set.of(VERTX, VERTX_REDIS, NETTY, SOCKETS)),
            // makes nothing but a page out of what cote tells
            Room.of("cote-web", Set.of("cote", "json"), Set.of(VERTX)),
            // where cote and Socket.IO meet, which know nothing of each other
            Room.of("sockend", Set.of("cote", "server", "json"), Set.of()),
            Room.of(
                    "testkit",
                    Set.of("core", "json", "memory", "transport", "server", "distributed", "cote"),
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
                            "channels",
                            "server",
                            "authentication",
                            "distributed",
                            "cote"),
                    Set.of()),
            Room.of("test-rules", Set.of(), Set.of(JUNIT, LOGBACK, SOCKETS, JVM)));

    /** Where more than {@link Circle#USUAL} types depend on each other in a circle, how many may, and why. Smaller is better: lower the number when you cut one. */
    static final List<Circle> CIRCLES = List.of(
            new Circle(
                    "core",
                    26,
                    "Feathers' own: an application has services, a service has hooks, hooks get a context, and the context leads back to all three"),
            new Circle(
                    "json",
                    6,
                    "a view reads its levels when it is touched, and the reader makes views of what is inside"),
            new Circle(
                    "hooks",
                    4,
                    "a schema is explained by what is wrong in its arrays and objects, and these by what is inside"),
            new Circle("channels", 3, "a named channel asks the table for its members, and the table makes channels"),
            new Circle(
                    "server",
                    26,
                    "HTTP and Socket.IO share what they log, count and limit; to be cut with the module for sockets"),
            new Circle(
                    "authentication",
                    6,
                    "strategies ask the service for other strategies and its settings, and the service calls strategies"),
            new Circle("cote", 9, "each component is made by and reports to the object that users close"),
            new Circle(
                    "testkit",
                    11,
                    "the contract lists groups of cases, and each case plays on a service of the contract"));

    /** Modules that nobody imports and that may import anything. */
    static final Set<String> FREE = Set.of("examples/todos", "interop", "benchmarks", "architecture", "lint");

    private Design() {}
}
