package org.feathers4j.architecture.layered;

/** In the lower layer, and yet it knows the upper one. */
public final class Lower {

    public static int useTheUpperLayer() {
        return new Upper(1).value();
    }

    private Lower() {}
}
