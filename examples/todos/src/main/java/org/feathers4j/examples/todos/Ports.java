package org.feathers4j.examples.todos;

/** Where the parts of the example listen. */
final class Ports {
    private Ports() {}

    static int fromEnvironment(int otherwise) {
        String port = System.getenv("PORT");
        return port == null || port.isBlank() ? otherwise : Integer.parseInt(port.strip());
    }
}
