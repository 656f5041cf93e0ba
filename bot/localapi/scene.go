package localapi

import "time"

// Scene is the cast of the playground.
type Scene struct {
	Lin, Alex User // 林夏 speaks Chinese, Alex Reed English; both may start the bot
	Group     Chat // a forum with both of them and the bot
	Topic     int  // its topic 新开工
	Channel   Chat // Lin's channel; the bot is not yet its admin
}

// SetScene fills the server with the people and chats of the playground.
//
// Messages are numbered from the time on, so that a bot which remembers an earlier
// run does not take a new message for an old one.
func (s *Server) SetScene() (Scene, error) {
	var sc Scene
	first := int(time.Now().Unix() - 1_700_000_000)
	s.mu.Lock()
	s.nextMsg = max(s.nextMsg, first)
	s.mu.Unlock()
	sc.Lin = s.AddStranger(User{FirstName: "林夏", Username: "linxia_sp", LanguageCode: "zh-hans"})
	sc.Alex = s.AddStranger(User{FirstName: "Alex", LastName: "Reed", Username: "alexreed_sp", LanguageCode: "en"})
	var err error
	sc.Group, err = s.AddChat(NewChat{Type: Supergroup, Title: "项目调度群 · Project desk", Forum: true,
		Owner: sc.Lin.ID, Members: []int64{sc.Alex.ID}, BotStatus: StatusMember})
	if err != nil {
		return sc, err
	}
	if sc.Topic, err = s.OpenTopic(sc.Group.ID, sc.Lin.ID, "新开工"); err != nil {
		return sc, err
	}
	s.mu.Lock()
	s.chats[sc.Group.ID].nextID = first // topics keep their numbers, messages do not
	s.mu.Unlock()
	sc.Channel, err = s.AddChat(NewChat{Type: Channel, Title: "项目通报 · Project news", Username: "project_news_sp",
		Owner: sc.Lin.ID, Members: []int64{sc.Alex.ID}})
	return sc, err
}
