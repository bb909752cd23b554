"""Starts a command in a network of its own.

launch.py SOCKET OPEN CLOSED COMMAND...  becomes COMMAND. OPEN and CLOSED are ports of 127.0.0.1, with commas between. The relay at
                                         SOCKET takes connections to an open one outside; one to a closed port, or to any foreign
                                         address, times out, as it does where no route and no rule lets packets through.
launch.py                                tries whether networks can be made here, and says why not.
"""

import os
import socket
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
RTM_NEWLINK, RTM_NEWROUTE = 16, 24
REQUEST, ACKNOWLEDGE, CREATE = 0x1, 0x4, 0x400
LOOPBACK, UP = 1, 1
MAIN_TABLE, STATIC, LINK_SCOPE, UNICAST, OUTPUT_INTERFACE = 254, 4, 253, 1, 4


def unshare(flags):
    if hasattr(os, "unshare"):
        os.unshare(flags)
        return
    import ctypes

    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def enter_network():
    """Leaves every network for an empty one. An ordinary user may do so as the master of a user namespace."""
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(CLONE_NEWNET)
    except PermissionError:
        unshare(CLONE_NEWUSER | CLONE_NEWNET)
        write("/proc/self/setgroups", "deny")
        write("/proc/self/uid_map", f"{user} {user} 1")
        write("/proc/self/gid_map", f"{group} {group} 1")
    netlink(RTM_NEWLINK, 0, struct.pack("=BxHiII", 0, 0, LOOPBACK, UP, UP))
    # Packets to foreign addresses are swallowed by the loopback device; without a route they would be refused at once.
    route = struct.pack("=BBBBBBBBI", socket.AF_INET, 0, 0, 0, MAIN_TABLE, STATIC, LINK_SCOPE, UNICAST, 0)
    netlink(RTM_NEWROUTE, CREATE, route + struct.pack("=HHi", 8, OUTPUT_INTERFACE, LOOPBACK))


def netlink(kind, flags, body):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as link:
        link.send(struct.pack("=IHHII", 16 + len(body), kind, REQUEST | ACKNOWLEDGE | flags, 1, 0) + body)
        error = struct.unpack_from("=i", link.recv(4096), 16)[0]
        if error != 0:
            raise OSError(-error, os.strerror(-error))


def open_port(port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(1024)
    return listener


def closed_port(port, family, address):
    """A port whose backlog is full for ever: the kernel drops what else knocks."""
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen(0)
    sockets = [listener]
    for _ in range(2):
        filler = socket.socket(family)
        filler.setblocking(False)
        filler.connect_ex((address, port))
        sockets.append(filler)
    return sockets


def closed_ports(ports):
    sockets = []
    for port in ports:
        sockets += closed_port(port, socket.AF_INET, "127.0.0.1")
        try:
            sockets += closed_port(port, socket.AF_INET6, "::1")
        except OSError:
            pass  # no IPv6 here, so nobody tries it
    return sockets


def connect(path):
    """Connects to a socket by its folder, since a path may be longer than an address can be."""
    relay = socket.socket(socket.AF_UNIX)
    folder = os.open(os.path.dirname(path), os.O_PATH | os.O_DIRECTORY)
    relay.connect(f"/proc/self/fd/{folder}/{os.path.basename(path)}")
    os.close(folder)
    return relay


def hand_over(relay, ports, sockets):
    # One message holds 253 descriptors at most.
    for start in range(0, len(sockets), 200):
        part = sockets[start : start + 200]
        text = ",".join(str(port) for port in ports[start : start + 200])
        socket.send_fds(relay, [text.encode() + b";"], [s.fileno() for s in part])
        if relay.recv(1) != b"!":
            raise OSError("the relay took nothing")


def numbers(text):
    return [int(number) for number in text.split(",") if number]


def main():
    if len(sys.argv) == 1:
        if not (hasattr(socket, "send_fds") and hasattr(os, "pidfd_open")):
            sys.exit("It takes Python 3.9 or newer, and this is " + sys.version.split()[0])
        enter_network()
        return
    path, opened, closed, command = sys.argv[1], numbers(sys.argv[2]), numbers(sys.argv[3]), sys.argv[4:]
    with open("/proc/self/environ", "rb") as file:
        # As it was given: Python adds a variable of its own in some locales.
        environment = dict(pair.split(b"=", 1) for pair in file.read().split(b"\0") if b"=" in pair)
    relay = connect(path)
    enter_network()
    hand_over(relay, opened, [open_port(port) for port in opened] + closed_ports(closed))
    os.execve(command[0], command, environment)


try:
    main()
except OSError as e:
    sys.exit(f"No network of its own could be made for a process: {e}")
