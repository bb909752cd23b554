package dev.twospeed.engines;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;

/** A process that runs a server, writes a row into it and waits to be killed. */
final class ServerHolder {
    private ServerHolder() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[1]);
        var insert = List.of("create table kept (x int)", "insert into kept values (42)");
        if (arguments[0].equals("postgresql")) {
            var server = PostgresServer.in(folder).start();
            try (var connection = server.connect("postgres");
                    var statement = connection.createStatement()) {
                for (var sql : insert) {
                    statement.execute(sql);
                }
            }
            System.out.println(server.pid());
        } else {
            var server = MysqlServer.in(folder)
                    .port(Integer.parseInt(arguments[2]))
                    .authority(LocalAuthority.open(folder.resolveSibling("authority")))
                    .master("admin", "password")
                    .start();
            var properties = new Properties();
            properties.setProperty("user", "admin");
            properties.setProperty("password", "password");
            properties.setProperty("sslMode", "REQUIRED");
            var url = "jdbc:mysql://localhost:" + server.port() + "/classicmodels";
            try (var connection = DriverManager.getConnection(url, properties);
                    var statement = connection.createStatement()) {
                for (var sql : insert) {
                    statement.execute(sql);
                }
            }
            System.out.println(server.pid());
        }
        Thread.currentThread().join();
    }

    /** Starts the process and kills it as soon as its row is written; answers the process id of its server. */
    static long runAndKill(String... arguments) throws Exception {
        var command = Command.line(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m"), "-cp");
        command.addAll(List.of(System.getProperty("java.class.path"), ServerHolder.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader()) {
            var line = output.readLine();
            return Long.parseLong(line);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
