package org.feathers4j.cote;

/** The host and port of a component, to connect to. */
record RemoteAddress(String host, int port) {
    static RemoteAddress of(Node node, boolean useHostNames) {
        return new RemoteAddress(host(node, useHostNames), node.advertisement().port());
    }

    private static String host(Node node, boolean useHostNames) {
        String advertised = node.hello().advertisedAddress();
        if (!advertised.isEmpty()) return advertised;
        String name = node.hello().hostName();
        return useHostNames && !name.isEmpty() ? name : node.address();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
