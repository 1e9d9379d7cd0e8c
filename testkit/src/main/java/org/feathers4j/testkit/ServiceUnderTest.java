package org.feathers4j.testkit;

import java.util.List;

import org.feathers4j.Service;

/** A service over some store, as {@link ServiceContract} looks at it: the service itself, or what a client or another application sees of it. */
public interface ServiceUnderTest {
    /** Its public methods. */
    Service.Complete service();

    /**
     * The same records without hooks, events and checks: Feathers' methods with an underscore.
     *
     * @throws UnsupportedOperationException where they cannot be reached, as from another process
     */
    default Service.Complete raw() {
        throw new UnsupportedOperationException("The raw methods can only be reached within the process");
    }

    /** The name of the id field. */
    String id();

    /** What the service was made with. */
    Object options();

    /** Events that it emits itself; it may emit further ones. */
    List<String> events();

    /**
     * How a service is to be set up.
     *
     * @param multi what may address many records at once: true, false or a list of {@code create}, {@code patch}, {@code remove}
     * @param paginate an object with {@code default} and {@code max}, or false
     */
    record Settings(Object multi, Object paginate) {
        static final Settings PLAIN = new Settings(false, false);

        static Settings multi(Object multi) {
            return new Settings(multi, false);
        }
    }
}
