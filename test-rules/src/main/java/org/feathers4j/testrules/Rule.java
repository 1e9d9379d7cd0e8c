package org.feathers4j.testrules;

/** One kind of thing that a test class must not leave behind. */
interface Rule {

    /** Starts to watch one test class. Called before anything of that class runs, on the thread that runs it. */
    Watch watch();
}
