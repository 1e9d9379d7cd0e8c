package org.feathers4j.memory;

import java.util.List;

import org.feathers4j.Service;

/** A service over some store, as the {@link AdapterContract} looks at it. */
interface AdapterUnderTest {
    /** Its public methods. */
    Service.Complete service();

    /** The same without checks; Feathers' methods with an underscore. */
    Service.Complete raw();

    /** The name of the id field. */
    String id();

    Object options();

    List<String> events();

    /**
     * How it is set up.
     *
     * @param multi true, false or a list of {@code create}, {@code patch}, {@code remove}
     * @param paginate {@code {default, max}} or false
     */
    record Settings(Object multi, Object paginate) {
        static final Settings PLAIN = new Settings(false, false);

        static Settings multi(Object multi) {
            return new Settings(multi, false);
        }
    }
}
