package org.feathers4j.cote;

/**
 * A component of somebody, as discovery knows it.
 *
 * @param hello its latest hello
 * @param address where that came from, an IP address
 * @param lastSeen when it was heard last, in nanoseconds of the network's clock
 * @param addressSeen when it was heard from this address last
 */
record Node(Hello hello, String address, long lastSeen, long addressSeen) {
    /** The address of nodes whose hellos come by a way that does not tell it. */
    static final String UNKNOWN_ADDRESS = "0.0.0.0";

    Node(Hello hello, String address, long at) {
        this(hello, address, at, at);
    }

    String iid() {
        return hello.iid();
    }

    Advertisement advertisement() {
        return hello.advertisement();
    }

    Node seenAt(long time) {
        return new Node(hello, address, time, addressSeen);
    }

    /**
     * This node after another hello. A host with several addresses may be heard from all of them in turn: the first one sticks for as long as
     * it is heard.
     *
     * @param timeout how long that address may be silent before another takes its place
     */
    Node heard(Hello again, String from, long at, long timeout) {
        if (from.equals(address)) return new Node(again, address, at);
        return at - addressSeen < timeout ? new Node(again, address, at, addressSeen) : new Node(again, from, at);
    }

    /** Whether nothing changed that connections depend on. */
    boolean isLike(Node other) {
        return address.equals(other.address)
                && hello.hostName().equals(other.hello.hostName())
                && hello.advertisedAddress().equals(other.hello.advertisedAddress())
                && advertisement().equals(other.advertisement());
    }

    /** Whether both say to listen at the same place, which two living processes can't do. */
    boolean contradicts(Node other) {
        return advertisement().port() == other.advertisement().port()
                && advertisement().port() != 0
                && address.equals(other.address)
                && hello.hostName().equals(other.hello.hostName())
                && !hello.pid().equals(other.hello.pid());
    }

    /** For logs. */
    @Override
    public String toString() {
        int port = advertisement().port();
        return "'%s' at %s%s".formatted(advertisement().name(), address, port == 0 ? "" : ":" + port);
    }
}
