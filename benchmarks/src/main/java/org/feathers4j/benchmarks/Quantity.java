package org.feathers4j.benchmarks;

import java.util.Locale;

/** What is measured, and how it is shown: as a ratio where it depends on the machine. */
enum Quantity {
    RATE("rate, times Node's", Form.RATIO),
    P99("p99, of Node's", Form.RATIO),
    CPU("CPU per operation, of Node's", Form.RATIO),
    START("time, of Node's", Form.RATIO),
    ECHO("rate, of a bare echo's", Form.PERCENT),
    WARM("third second, of the rate after ten", Form.PERCENT),
    EACH("operations a second (here, bare)", Form.WHOLE),
    MICROSECONDS("CPU per operation, µs (here, bare)", Form.MICROSECONDS),
    CORE("of a core (here, Node)", Form.PERCENT),
    SEEN("seconds until all see everything (here, Node)", Form.NUMBER),
    WORK("seconds of a core until then, each (here, Node)", Form.NUMBER),
    SENT("datagrams until then, each (here, Node)", Form.NUMBER),
    DATAGRAMS("datagrams a second and application (here, Node)", Form.NUMBER),
    CLIENT("memory in use per client, KB (here, Node)", Form.KILOBYTES),
    MEMORY("memory, MB (here, Node)", Form.MEGABYTES);

    private enum Form {
        RATIO,
        PERCENT,
        NUMBER,
        WHOLE,
        MICROSECONDS,
        KILOBYTES,
        MEGABYTES
    }

    private final String title;
    private final Form form;

    Quantity(String title, Form form) {
        this.title = title;
        this.form = form;
    }

    String title() {
        return title;
    }

    boolean isRatio() {
        return form == Form.RATIO;
    }

    /** One value of it, or one ratio. */
    String text(double value) {
        return switch (form) {
            case RATIO -> format(value < 1 ? "%.2f" : "%.1f", value);
            case PERCENT -> format("%.2f %%", value * 100);
            case NUMBER -> format("%.1f", value);
            case WHOLE -> format("%,.0f", value);
            case MICROSECONDS -> format("%.1f", value * 1e6);
            case KILOBYTES -> format("%.1f", value / 1e3);
            case MEGABYTES -> format("%.0f", value / 1e6);
        };
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
