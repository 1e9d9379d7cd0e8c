package org.feathers4j.cote;

import java.util.Optional;

/** The kinds of axon sockets that find each other. */
enum AxonType {
    REQ("req", false),
    REP("rep", true),
    SUB("sub-emitter", false),
    PUB("pub-emitter", true);

    private final String wireName;
    private final boolean listens;

    AxonType(String wireName, boolean listens) {
        this.wireName = wireName;
        this.listens = listens;
    }

    /** The kind with this {@code axon_type}; empty for those that no socket connects to by kind, such as {@code sockend}. */
    static Optional<AxonType> named(Object wireName) {
        for (AxonType type : values()) if (type.wireName.equals(wireName)) return Optional.of(type);
        return Optional.empty();
    }

    /** As in advertisements. */
    String wireName() {
        return wireName;
    }

    /** Whether it has a port that its opposites connect to. */
    boolean listens() {
        return listens;
    }

    /** What it talks with. */
    AxonType opposite() {
        return switch (this) {
            case REQ -> REP;
            case REP -> REQ;
            case SUB -> PUB;
            case PUB -> SUB;
        };
    }
}
