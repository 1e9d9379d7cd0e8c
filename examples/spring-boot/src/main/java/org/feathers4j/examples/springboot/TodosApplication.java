package org.feathers4j.examples.springboot;

import org.feathers4j.springboot.FeathersService;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Todos in a database: REST, Socket.IO and {@code /docs} on one port, Spring's Actuator on another. */
@SpringBootApplication
public class TodosApplication {
    /** Runs until the process is asked to end. */
    public static void main(String[] arguments) {
        SpringApplication.run(TodosApplication.class, arguments);
    }

    @Bean
    @FeathersService("todos")
    SqlService todos(SqlDatabase database) {
        return SqlService.create(o -> o.database(database).table("todos").paginate(10, 100));
    }
}
