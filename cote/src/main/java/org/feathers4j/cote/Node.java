package org.feathers4j.cote;

/**
 * A component of a peer, as discovery knows it.
 *
 * @param hello its latest hello
 * @param address the IP address it came from
 * @param lastSeen the time of its last hello, in nanoseconds of the network's clock
 * @param addressSeen the time of its last hello from this address
 */
record Node(Hello hello, String address, long lastSeen, long addressSeen) {
    /** The address of nodes whose discovery does not know it. */
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
     * This node after another hello. Hellos of a host with several addresses may come from all of them in turn: the first one is kept for as
     * long as hellos come from it.
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
                && hello.securePort() == other.hello.securePort()
                && hello.signed() == other.hello.signed()
                && advertisement().equals(other.advertisement());
    }

    /** Whether both advertise the same address and port, which two living processes, or applications of one process, cannot share. Against one that knows the secret the word of a stranger counts for nothing. */
    boolean contradicts(Node other) {
        return (hello.signed() || !other.hello.signed())
                && advertisement().port() == other.advertisement().port()
                && advertisement().port() != 0
                && address.equals(other.address)
                && hello.hostName().equals(other.hello.hostName())
                && (!hello.pid().equals(other.hello.pid()) || isOfAnotherApp(other));
    }

    /** Applications of one process, of which one has got the port of another that has left. */
    private boolean isOfAnotherApp(Node other) {
        return advertisement().appUuid().isPresent()
                && other.advertisement().appUuid().isPresent()
                && !advertisement().appUuid().equals(other.advertisement().appUuid());
    }

    /** For logs. */
    @Override
    public String toString() {
        int port = advertisement().port();
        return "'%s' at %s%s".formatted(advertisement().name(), address, port == 0 ? "" : ":" + port);
    }
}
