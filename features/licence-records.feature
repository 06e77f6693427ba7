# language: zh-CN
功能: 行政许可的每一项办理各有其名
  每办一件事，案件里就多一条记录。撤回、撤销、吊销、注销是四件不同的事，记录也是四种；记错了名，办的就是另一件事。

  背景:
    假如采用流程"four-certs-three-docs"
    而且有下列人员:
      | 姓名 | 角色         | 代表     |
      | 赵强 | 申请人       | 江苏德杰 |
      | 李梅 | 窗口人员     |          |
      | 王芳 | 审查人员     |          |
      | 陈刚 | 决定人       |          |
      | 周敏 | 机关负责人   |          |
      | 孙立 | 监督检查人员 |          |
      | 何静 | 上级机关人员 |          |
    而且项目"德杰"已登记:
      | 年综合能源消费量 | 2000 |
    而且现在是 2021-05-19 09:00
    而且案件"甲"办理项目"德杰"的"固定资产投资项目节能审查"

  规则: 行政许可法第三十二条、第七十八条 申请到此为止的几种情形

    场景大纲: 收件之后<办理>
      假如案件"甲"已依法走到"已收件"
      当"<谁>"对案件"甲"办理"<办理>"
      那么案件"甲"处于"<之后>"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | <记录>               |
      例子:
        | 办理                 | 谁   | 之后             | 记录                        |
        | 告知不需要许可       | 李梅 | 不需要许可       | ApplicationRejectedAtIntake |
        | 告知不属于本机关职权 | 李梅 | 不属于本机关职权 | ApplicationRejectedAtIntake |
        | 因虚假不予受理并警告 | 李梅 | 因虚假不予受理   | ApplicationRejectedAtIntake |
        | 撤回申请             | 赵强 | 申请已撤回       | ApplicationWithdrawn        |

    场景: 补正之后仍不合要求，不予受理
      假如"赵强"对案件"甲"办理"提交申请"
      而且"李梅"对案件"甲"办理"一次性告知补正"
      而且"赵强"对案件"甲"办理"提交补正材料"
      当"李梅"对案件"甲"办理"补正不合要求不予受理"
      那么案件"甲"处于"因未补正不予受理"
      而且案件"甲"的记录依次为:
        | 记录                        |
        | ApplicationSubmitted        |
        | CorrectionRequested         |
        | MaterialsSupplemented       |
        | ApplicationRejectedAtIntake |

    场景: 申请人一直不补正
      假如"赵强"对案件"甲"办理"提交申请"
      而且"李梅"对案件"甲"办理"一次性告知补正"
      当经过 60 日
      那么案件"甲"处于"因未补正不予受理"
      而且案件"甲"的记录依次为:
        | 记录                        |
        | ApplicationSubmitted        |
        | CorrectionRequested         |
        | ApplicationRejectedAtIntake |

  规则: 行政许可法第三十二条 受理有明示的，也有视为的

    场景: 补正材料交了，机关不置可否
      假如"赵强"对案件"甲"办理"提交申请"
      而且"李梅"对案件"甲"办理"一次性告知补正"
      而且"赵强"对案件"甲"办理"提交补正材料"
      当时间到 2021-05-27 00:00
      那么案件"甲"处于"已受理"
      而且案件"甲"的记录依次为:
        | 记录                  |
        | ApplicationSubmitted  |
        | CorrectionRequested   |
        | MaterialsSupplemented |
        | ApplicationAccepted   |

    场景: 收件之后不置可否，后来查明期限内已经告知
      假如"赵强"对案件"甲"办理"提交申请"
      而且时间到 2021-05-27 09:00
      当"周敏"对案件"甲"办理"撤销视为受理的记录"
      那么案件"甲"处于"已收件"
      而且案件"甲"的记录依次为:
        | 记录                     |
        | ApplicationSubmitted     |
        | ApplicationAccepted      |
        | DeemedAcceptanceSetAside |

  规则: 行政许可法第三十四条、第三十六条、第四十五条、第四十七条、第四十八条 审查

    场景: 审查中的各项办理
      假如"赵强"对案件"甲"办理"提交申请"
      而且"李梅"对案件"甲"办理"受理"
      而且"王芳"对案件"甲"办理"开始审查"
      而且"王芳"对案件"甲"办理"实地核查"
      而且"王芳"对案件"甲"办理"告知利害关系人"
      而且"赵强"对案件"甲"办理"陈述和申辩意见"
      而且"王芳"对案件"甲"办理"扣除时限"
      而且"王芳"对案件"甲"办理"恢复计时"
      而且"周敏"对案件"甲"办理"延长决定期限"
      而且"王芳"对案件"甲"办理"扣除时限":
        | 所需时间（工作日） | 5 |
      当时间到 2021-05-27 00:00
      那么案件"甲"处于"已延期"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | ReviewStarted        |
        | SiteChecked          |
        | ThirdPartyNotified   |
        | OpinionStated        |
        | ClockSuspended       |
        | ClockResumed         |
        | TimeLimitExtended    |
        | ClockSuspended       |
        | ClockResumed         |

    场景: 听证之后不予许可，申请人救济
      假如案件"甲"已依法走到"审查中"
      而且"王芳"对案件"甲"办理"告知听证权利"
      而且"赵强"对案件"甲"办理"要求听证"
      而且"王芳"对案件"甲"办理"决定听证":
        | 举行时间           | 2021-06-01 09:00 |
        | 所需时间（工作日） | 5                |
      而且时间到 2021-06-01 09:00
      而且"周敏"对案件"甲"办理"举行听证"
      而且"王芳"对案件"甲"办理"听证结束"
      而且"陈刚"对案件"甲"办理"不予许可":
        | 根据听证笔录作出 | 是 |
      而且"赵强"对案件"甲"办理"申请行政复议"
      而且"何静"对案件"甲"办理"记录复议决定"
      而且"赵强"对案件"甲"办理"提起行政诉讼"
      当"周敏"对案件"甲"办理"记录判决"
      那么案件"甲"处于"已不予许可"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | ReviewStarted        |
        | HearingRightTold     |
        | HearingRequested     |
        | HearingAnnounced     |
        | ClockResumed         |
        | HearingHeld          |
        | HearingClosed        |
        | DecisionMade         |
        | ReviewFiled          |
        | ReviewDecided        |
        | LitigationFiled      |
        | JudgmentRecorded     |

    场景: 受理之后查明材料虚假
      假如案件"甲"已依法走到"已受理"
      当"陈刚"对案件"甲"办理"因虚假不予许可"
      那么案件"甲"处于"已不予许可"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | DecisionMade         |

  规则: 行政许可法第四十二条、第七十四条 超期

    场景: 超期的记录下来，并说明理由
      假如案件"甲"已依法走到"审查中"
      而且时间到 2021-06-18 00:00
      当"周敏"对案件"甲"办理"说明超期"
      那么案件"甲"处于"审查中"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | ReviewStarted        |
        | DeadlineBreached     |
        | OverrunExplained     |

  规则: 行政许可法第三十八条、第四十条、第四十四条、第四十九条、第五十条、第六十一条 从准予到届满

    背景:
      假如项目"德杰"前置齐备，可办"固定资产投资项目节能审查"

    场景: 有效期间的各项办理
      假如案件"甲"已依法走到"审查中"
      而且"陈刚"对案件"甲"办理"准予许可"
      而且"李梅"对案件"甲"办理"送达"
      而且"李梅"对案件"甲"办理"公开并生效":
        | 届满时间 | 2021-12-01 00:00 |
      而且"孙立"对案件"甲"办理"监督检查"
      而且"赵强"对案件"甲"办理"申请变更"
      而且"陈刚"对案件"甲"办理"准予变更"
      而且"赵强"对案件"甲"办理"申请变更"
      而且"陈刚"对案件"甲"办理"不予变更"
      而且"赵强"对案件"甲"办理"申请延续"
      而且"陈刚"对案件"甲"办理"准予延续":
        | 届满时间 | 2022-12-01 00:00 |
      而且"赵强"对案件"甲"办理"申请延续"
      而且"陈刚"对案件"甲"办理"不予延续"
      而且时间到 2022-12-01 00:00
      当"陈刚"对案件"甲"办理"注销"
      那么案件"甲"处于"已注销"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | ReviewStarted        |
        | DecisionMade         |
        | CertificateDelivered |
        | LicencePublished     |
        | InspectionRecorded   |
        | ChangeApplied        |
        | ChangeDecided        |
        | ChangeApplied        |
        | ChangeDecided        |
        | RenewalApplied       |
        | RenewalDecided       |
        | RenewalApplied       |
        | RenewalDecided       |
        | LicenceExpired       |
        | LicenceAnnulled      |

    场景: 当场准予，申请延续之后机关不作决定
      假如案件"甲"已依法走到"已受理"
      而且"陈刚"对案件"甲"办理"当场准予"
      而且"李梅"对案件"甲"办理"送达"
      而且"李梅"对案件"甲"办理"公开并生效":
        | 届满时间 | 2021-12-01 00:00 |
      而且"赵强"对案件"甲"办理"申请延续"
      当时间到 2021-12-01 00:00
      那么案件"甲"处于"有效"
      而且案件"甲"的记录依次为:
        | 记录                 |
        | ApplicationSubmitted |
        | ApplicationAccepted  |
        | DecisionMade         |
        | CertificateDelivered |
        | LicencePublished     |
        | RenewalApplied       |
        | RenewalDecided       |

    场景: 一直不使用
      假如案件"甲"已依法走到"有效"
      当经过 800 日
      那么案件"甲"处于"已自行废止"
      而且案件"甲"最后的记录为"LicenceLapsed"

    场景: 届满之后很久才有人查看，届满仍自届满之时生效
      假如案件"甲"已依法走到"已送达"
      而且"李梅"对案件"甲"办理"公开并生效":
        | 届满时间 | 2021-12-01 00:00 |
      当时间到 2022-03-01 09:00
      那么案件"甲"最后的记录"LicenceExpired"生效于 2021-12-01 00:00

    场景: 视为延续的，自原届满之时延续
      假如案件"甲"已依法走到"已送达"
      而且"李梅"对案件"甲"办理"公开并生效":
        | 届满时间 | 2021-12-01 00:00 |
      而且"赵强"对案件"甲"办理"申请延续"
      当时间到 2022-03-01 09:00
      那么案件"甲"最后的记录"RenewalDecided"生效于 2021-12-01 00:00

    场景: 自行废止的，自使用期限届满之时废止
      假如案件"甲"已依法走到"有效"
      当时间到 2024-01-02 09:00
      那么案件"甲"最后的记录"LicenceLapsed"生效于 2023-05-20 00:00

  规则: 行政许可法第八条、第六十九条、第七十条 撤回、撤销、吊销、注销各是一事

    背景:
      假如项目"德杰"前置齐备，可办"固定资产投资项目节能审查"
      而且案件"甲"已依法走到"有效"

    场景大纲: <办理>
      当"陈刚"对案件"甲"办理"<办理>"
      那么案件"甲"最后的记录为"<记录>"
      而且案件"甲"处于"<之后>"
      例子:
        | 办理                 | 记录                      | 之后   |
        | 撤回许可             | LicenceWithdrawn          | 已撤回 |
        | 可以撤销许可         | LicenceRevoked            | 已撤销 |
        | 应当撤销许可         | LicenceRevoked            | 已撤销 |
        | 吊销许可证件         | LicenceCancelledAsPenalty | 已吊销 |
        | 因主体或标的消灭注销 | LicenceAnnulled           | 已注销 |

  规则: 行政许可法第六十八条、第六十九条 前置失效由机关判断

    场景: 责令改正、确认改正、认定没有影响
      假如案件"乙"办理项目"德杰"的"建设用地规划许可证"
      而且项目"德杰"前置齐备，可办"建设用地规划许可证"
      而且案件"乙"已依法走到"有效"
      而且项目"德杰"的"企业投资项目备案"已依法失去效力
      而且"陈刚"对案件"乙"办理"责令限期改正"
      而且"陈刚"对案件"乙"办理"确认已改正"
      而且项目"德杰"的"国有建设用地使用权出让合同"已依法失去效力
      当"陈刚"对案件"乙"办理"认定前置失效不影响许可"
      那么案件"乙"处于"有效"
      而且案件"乙"的记录依次为:
        | 记录                   |
        | ApplicationSubmitted   |
        | ApplicationAccepted    |
        | DecisionMade           |
        | CertificateDelivered   |
        | LicencePublished       |
        | DependencyLost         |
        | RectificationOrdered   |
        | RectificationConfirmed |
        | DependencyLost         |
        | DependencyJudged       |
