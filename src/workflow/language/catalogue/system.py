"""What operating systems and databases say in English when something fails, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.language.catalogue.words import Words, both

# Signs are looked for within what was said, the more telling ones first.
_SAID: Words = {
    "No such file or directory": both("没有这个文件或文件夹", "there is no such file or folder"),
    "Permission denied": both("没有权限", "no permission"),
    "permission denied": both("没有权限", "no permission"),
    "Operation not permitted": both("不允许这样操作", "this is not permitted"),
    "Read-only file system": both("磁盘是只读的", "the disk is read-only"),
    "No space left on device": both("磁盘已满", "the disk is full"),
    "Disk quota exceeded": both("磁盘配额已用完", "the disk quota is used up"),
    "File too large": both("文件不能再增大", "the file may not grow any more"),
    "Is a directory": both("这是文件夹，不是文件", "it is a folder, not a file"),
    "Not a directory": both("路径中有一段不是文件夹", "part of the path is not a folder"),
    "File exists": both("已经存在", "it exists already"),
    "File name too long": both("文件名过长", "the name is too long"),
    "Too many levels of symbolic links": both("链接互相指向", "the links lead round in a circle"),
    "Too many open files": both("打开的文件过多", "too many files are open"),
    "Input/output error": both("磁盘读写出错", "the disk fails"),
    "unable to open database file": both("打不开数据库文件", "the database file cannot be opened"),
    "disk I/O error": both("磁盘读写出错", "the disk fails"),
    "database disk image is malformed": both("数据库文件已损坏", "the database file is damaged"),
    "file is not a database": both("不是数据库文件", "it is no database file"),
    "Connection refused": both("服务器拒绝连接或没有运行", "the server refuses connections or is not running"),
    "password authentication failed": both("用户名或密码不对", "user name or password is not right"),
    "no password supplied": both("没有给出密码", "no password was given"),
    "resolve host": both("找不到这台服务器", "the server cannot be found"),
    "translate host name": both("找不到这台服务器", "the server cannot be found"),
    "timeout expired": both("连接超时", "the connection timed out"),
    "does not exist": both("数据库或用户不存在", "the database or the user does not exist"),
    "terminating connection": both("服务器中断了连接", "the server broke the connection off"),
    "server closed the connection": both("服务器中断了连接", "the server broke the connection off"),
}


def system_words(said: str, language: str) -> str:
    """Return what was said in the reader's words; what is not known stays as it was said."""
    words: Mapping[str, str] | None = next((words for sign, words in _SAID.items() if sign in said), None)
    return words.get(language, words["en"]) if words is not None else said
